export type LogsFacts = {};
