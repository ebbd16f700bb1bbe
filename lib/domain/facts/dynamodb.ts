export type DynamoDbFacts = {};
