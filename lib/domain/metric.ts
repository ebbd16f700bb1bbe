/** CloudWatch's namespace of Vouch's own metrics; their dimension `service` is the deployment's name. */
export const METRICS = 'Vouch';

/** What the functions count and the alarms watch. */
export const METRIC = {
  runSealed: 'RunSealed',
  targetsNotScanned: 'TargetsNotScanned',
  notEvaluated: 'NotEvaluated',
  awsRequests: 'AwsRequests',
} as const;
