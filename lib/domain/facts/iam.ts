export type IamFacts = {};
