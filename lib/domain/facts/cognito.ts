export type CognitoFacts = {};
