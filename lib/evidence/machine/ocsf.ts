import type { Verdict } from '../../domain/verdict.ts';
import type { ListedFile } from '../folder.ts';
import { type Assessed, field, type Row, ruleCard, verdictOf } from './assessed.ts';
import { uuidOf } from './uuid.ts';

/** Compliance Finding. https://schema.ocsf.io/1.6.0/classes/compliance_finding */
const CLASS = 2003;
const VERSION = '1.6.0';

/** `status_id` of a compliance result. There is no number for what a rule does not concern: that is "other". */
const STATUS: Readonly<Record<Verdict, readonly [id: number, caption: string]>> = {
  PASS: [1, 'Pass'],
  NOT_EVALUATED: [2, 'Warning'],
  FAIL: [3, 'Fail'],
  NOT_APPLICABLE: [99, 'Not applicable'],
};

const SEVERITY: Readonly<Record<string, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** A first observation creates a finding, a restoration closes it, and any other change updates it. */
const ACTIVITY: Readonly<Record<string, number>> = { baseline: 1, restoration: 3 };
const UPDATE = 2;

/** Two verdicts that ask for somebody's attention; of any other, the severity only informs. */
const GRAVE: readonly Verdict[] = ['FAIL', 'NOT_EVALUATED'];

/** An AWS account. https://schema.ocsf.io/1.6.0/objects/account */
const AWS_ACCOUNT = 10;
/** https://schema.ocsf.io/1.6.0/objects/file and https://schema.ocsf.io/1.6.0/objects/fingerprint */
const REGULAR_FILE = 1;
const SHA_256 = 3;

/** What identifies a finding in this bundle and in every other. */
export const findingUuid = ({ organization }: Pick<Assessed, 'organization'>, row: Row): string =>
  uuidOf(
    'finding',
    organization ?? '',
    ...['account', 'region', 'rule', 'resource'].map((name) => field(row, name)),
  );

/**
 * A finding at the end of the period as an OCSF event.
 * @param row an interval that still lasts
 * @param lastSeen when the last run began that scanned the finding's target; null when none of the period did
 * @param accepted the exceptions that accept it at the end of the period
 */
export function complianceFinding(
  row: Row,
  assessed: Assessed,
  lastSeen: string | null,
  accepted: readonly Row[],
): object {
  const { organization, period, generator } = assessed;
  const [account, region, since, resource] = ['account', 'region', 'since', 'resource'].map((name) =>
    field(row, name),
  ) as [string, string, string, string];
  const rule = ruleCard(assessed, field(row, 'rule'));
  const verdict = verdictOf(row);
  const [statusId, status] = STATUS[verdict];
  const activity = ACTIVITY[field(row, 'began')] ?? UPDATE;
  const [severityId, severity] = SEVERITY[GRAVE.includes(verdict) ? field(row, 'severity') : 'info'] ?? [
    0,
    'Unknown',
  ];
  const uid = findingUuid(assessed, row);
  const time = Date.parse(since);
  const fails = verdict === 'FAIL';
  return {
    activity_id: activity,
    category_uid: 2,
    class_uid: CLASS,
    type_uid: CLASS * 100 + activity,
    time,
    severity_id: severityId,
    severity,
    message: field(row, 'reason'),
    metadata: {
      version: VERSION,
      profiles: ['cloud'],
      product: { name: 'Vouch', vendor_name: 'Vouch', version: generator },
      uid: uuidOf('event', uid, period.from, period.to),
    },
    cloud: {
      provider: 'AWS',
      cloud_partition: resource.split(':')[1] || 'aws',
      account: { uid: account, type_id: AWS_ACCOUNT },
      region,
      ...(organization && { org: { uid: organization } }),
    },
    finding_info: {
      uid,
      title: rule.title,
      first_seen_time: time,
      ...(lastSeen && { last_seen_time: Math.max(time, Date.parse(lastSeen)) }),
    },
    compliance: {
      standards: ['SOC 2'],
      control: rule.controls.join(' '),
      requirements: rule.criteria,
      status_id: statusId,
      status,
      status_code: verdict,
      ...(accepted.length > 0 && { status_details: accepted.map(acceptance) }),
      checks: [
        {
          uid: rule.id,
          ...(rule.hash && { version: rule.hash }),
          ...(fails && { desc: rule.risk }),
          severity_id: SEVERITY[rule.severity]?.[0] ?? 0,
          status_id: statusId,
        },
      ],
    },
    resources: [{ uid: resource, type: field(row, 'type') }],
    evidences: [evidence(assessed.intervals, row)],
    ...(fails && {
      remediation: {
        desc: rule.remediation.text,
        ...(rule.remediation.url && { references: [rule.remediation.url] }),
      },
    }),
  };
}

const acceptance = (exception: Row): string =>
  `accepted until ${field(exception, 'acceptedUntil')} by exception ${field(exception, 'id')}: it still fails`;

const evidence = ({ path, sha256 }: ListedFile, row: Row): object => ({
  file: {
    name: path.split('/').pop() ?? path,
    path,
    type_id: REGULAR_FILE,
    hashes: [{ algorithm_id: SHA_256, value: sha256 }],
  },
  data: { firstRun: Number(field(row, 'firstRun')) },
});
