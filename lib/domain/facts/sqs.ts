export type SqsFacts = {};
