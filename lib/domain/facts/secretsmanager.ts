export type SecretsManagerFacts = {};
