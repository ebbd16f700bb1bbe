import type { Authority, Grant } from './permissions.ts';

/** What gives power over who may do what. */
const OVER_IDENTITIES = [
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:UpdateAssumeRolePolicy',
];

/** What gives power over each of the services that nearly every account relies on. */
const OVER_SERVICES = [
  ['dynamodb:DeleteTable', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
  ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RunInstances', 'ec2:TerminateInstances'],
  ['kms:CreateGrant', 'kms:Decrypt', 'kms:PutKeyPolicy'],
  ['lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
  ['logs:DeleteLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
  ['rds:CreateDBSnapshot', 'rds:DeleteDBInstance', 'rds:ModifyDBInstance'],
  ['s3:GetObject', 's3:PutBucketPolicy', 's3:PutObject'],
  ['secretsmanager:GetSecretValue', 'secretsmanager:PutResourcePolicy', 'secretsmanager:PutSecretValue'],
];

const sweeping = (actions: readonly string[], { sweeping: over }: Authority): readonly Grant[] =>
  actions.flatMap((action) => over(action));

/**
 * The statements, by their names, that make a principal an administrator: together they allow whole services, IAM and all that
 * commonly hold a company's data and machines among them, on every resource. Whether that is said as `*`, as all but
 * a few (`NotAction`), or service by service makes no difference, and a condition, e.g. on MFA, none either: it says
 * when someone is an administrator. Whoever may change identities only is none by this measure, though a step away.
 *
 * Own policies, boundary and Denies decide how much that is. Service control policies bind all of an account, its
 * administrators too; they matter only where they leave no power over identities. To withdraw some actions takes
 * nobody off the list, as long as any that counts as power over a service is left.
 */
export function administratorGrants(principal: Authority): readonly Grant[] {
  if (sweeping(OVER_IDENTITIES, principal).length === 0) return [];
  const own = principal.unguarded();
  const found = [OVER_IDENTITIES, ...OVER_SERVICES].map((actions) => sweeping(actions, own));
  if (found.some((grants) => grants.length === 0)) return [];
  const distinct = new Map(
    found.flat().map((grant) => [JSON.stringify([grant.policy, grant.statement]), grant]),
  );
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}
