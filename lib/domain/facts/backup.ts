export type BackupFacts = {};
