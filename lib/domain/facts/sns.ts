export type SnsFacts = {};
