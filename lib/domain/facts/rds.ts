export type RdsFacts = {};
