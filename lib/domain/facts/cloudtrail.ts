export type CloudTrailFacts = {};
