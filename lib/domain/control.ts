/** The Trust Services Criteria that configuration can help to evidence, by AICPA id. */
export const CRITERIA = [
  'CC6.1',
  'CC6.2',
  'CC6.3',
  'CC6.4',
  'CC6.5',
  'CC6.6',
  'CC6.7',
  'CC6.8',
  'CC7.1',
  'CC7.2',
  'CC7.3',
  'CC7.4',
  'CC7.5',
  'A1.1',
  'A1.2',
  'A1.3',
] as const;

export type CriterionId = (typeof CRITERIA)[number];

/** The controls of the catalogue. A rule that names another does not compile. */
export const CONTROL_IDS = [
  'human-mfa',
  'root-user-protection',
  'credential-hygiene',
  'access-provisioning',
  'access-review',
  'least-privilege',
  'administrator-restriction',
  'external-trust',
  'organization-guardrails',
  'workload-identity',
  'encryption-at-rest',
  'encryption-in-transit',
  'encryption-key-lifecycle',
  'certificate-lifecycle',
  'secrets-management',
  'public-access-prevention',
  'network-boundary',
  'edge-protection',
  'data-disposal',
  'data-movement',
  'malicious-software-prevention',
  'software-integrity',
  'configuration-monitoring',
  'monitoring-coverage',
  'vulnerability-management',
  'audit-trail',
  'audit-trail-protection',
  'service-logging',
  'log-retention',
  'threat-detection',
  'security-alerting',
  'incident-response',
  'incident-contacts',
  'capacity-management',
  'resilience',
  'backup-coverage',
  'backup-retention',
  'backup-protection',
  'recovery-testing',
  'physical-security',
] as const;

export type ControlId = (typeof CONTROL_IDS)[number];

/** What the company states that it does, in our own words. Rules test controls; controls satisfy criteria. */
export interface Control {
  readonly title: string;
  /** Two or three sentences: what is done, by what means, how often it is checked. */
  readonly description: string;
  /** Each criterion that the control helps to satisfy, with one sentence why that a CPA can defend. */
  readonly criteria: Readonly<Partial<Record<CriterionId, string>>>;
}

/** What stands beside the automated evidence of a criterion. */
export interface Criterion {
  /** The subject in our own words: AICPA's text is copyrighted. */
  readonly title: string;
  /** What no reading of AWS configuration can show. */
  readonly notAutomated: string;
  /** What the auditor must ask the company for instead. */
  readonly askFor: readonly string[];
}
