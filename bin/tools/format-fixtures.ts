// Small made-up bundles: the tables that documents for programs are made from, and the documents.
import { writeMachine } from '#lib/evidence/bundle/machine.ts';
import { MATCH_COLUMNS } from '#lib/evidence/exceptions.ts';
import { BundleFolder } from '#lib/evidence/folder.ts';

const PERIOD = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const DAY = '2026-11-02T06:00:00.000Z';
const [ACCOUNT, REGION] = ['111122223333', 'eu-west-1'];
const RULE_SET = 'c'.repeat(64);
/** A name that somebody chose to break whatever reads it. */
const HOSTILE = '\u0085arn:aws:s3:::"]}<b>\n\t=cmd|"🔥\u0085 ';

const finding = {
  rule: 's3-bucket-made-up',
  type: 'AWS::S3::Bucket',
  account: ACCOUNT,
  region: REGION,
  severity: 'high',
  since: DAY,
  until: '',
  firstRun: 1,
  firstRescan: '',
  endedByRun: '',
  endedByRescan: '',
  ended: '',
};

/** One finding of each verdict and beginning, and of a rule that no longer exists. */
const findings = (
  [
    ['FAIL', 'drift', 'arn:aws:s3:::open'],
    ['FAIL', 'baseline', HOSTILE],
    ['PASS', 'restoration', 'arn:aws:s3:::mended'],
    ['NOT_APPLICABLE', 'change', 'arn:aws:s3:::other'],
    ['NOT_EVALUATED', 'blind-spot', 'arn:aws-us-gov:s3:::*'],
    ['PASS', 'baseline', 'arn:aws:s3:::gone', 'a-rule-of-before'],
  ] as const
).map(([verdict, began, resource, rule = finding.rule]) => ({
  ...finding,
  verdict,
  began,
  resource,
  rule,
  reason: `made up: ${verdict}`,
}));

const failure = {
  timing: 'overdue',
  due: '2026-11-09T06:00:00.000Z',
  reopens: '',
  exceptions: '',
  accepted: 'no',
  deadlines: 'd'.repeat(12),
};
const failures = [
  ...findings.filter(({ verdict }) => verdict === 'FAIL').map((row) => ({ ...row, ...failure })),
  {
    ...finding,
    ...failure,
    resource: 'arn:aws:s3:::mended',
    reason: 'made up',
    until: '2026-11-05T06:00:00.000Z',
    timing: 'in time',
  },
  {
    ...finding,
    ...failure,
    resource: 'arn:aws:s3:::accepted',
    reason: 'made up',
    exceptions: '2026-11-03-abcdef12',
    accepted: 'yes',
    due: '',
  },
];

const exception = {
  id: '2026-11-03-abcdef12',
  state: 'active',
  rule: finding.rule,
  account: '',
  tag: '',
  resources: 'arn:aws:s3:::accepted\narn:aws:s3:::open',
  reason: 'It is to be replaced',
  compensatingControl: 'It is looked at daily',
  ticket: '',
  approvedBy: `arn:aws:iam::${ACCOUNT}:user/bob`,
  acceptedFrom: '2026-11-03T00:00:00.000Z',
  acceptedUntil: '2027-01-01T00:00:00.000Z',
};

const rule = {
  id: finding.rule,
  title: 'Buckets are as they should be',
  severity: 'high',
  controls: 'encryption-at-rest',
  criteria: 'CC6.1',
  risk: 'Somebody reads what is not theirs.',
  remediation: 'Mend it. https://docs.aws.amazon.com/',
  drifted: 1,
  restored: 1,
};

/** Writes a table; without rows, its columns stand there all the same. */
const table = <R extends object>(
  out: BundleFolder,
  path: string,
  rows: readonly R[],
  like: R,
): Promise<void> => out.table(path, Object.keys(like) as (keyof R & string)[], rows);

async function write(folder: string, full: boolean): Promise<void> {
  const out = new BundleFolder(folder);
  const when = <T>(rows: readonly T[]): readonly T[] => (full ? rows : []);
  const run = { sequence: 1, status: 'partial', startedAt: DAY, ruleSet: RULE_SET };
  const criterion = { criterion: 'CC6.1', title: 'Logical access', notAutomated: 'Much.' };
  const control = {
    criterion: 'CC6.1',
    control: 'encryption-at-rest',
    title: 'Data is encrypted',
    description: 'It is.',
    reason: 'Who takes a disk reads nothing.',
    owner: '',
    rules: finding.rule,
  };
  const account = { id: ACCOUNT, name: 'shop\n', examined: 'yes', reason: '' };
  await table(out, 'scope/runs.csv', when([run]), run);
  await table(out, 'scope/accounts.csv', when([account]), account);
  const applied = { id: rule.id, hash: 'a'.repeat(64) };
  if (full) await table(out, `scope/rules-${RULE_SET.slice(0, 12)}.csv`, [applied], applied);
  await table(out, 'controls/criteria.csv', when([criterion]), criterion);
  await table(out, 'controls/matrix.csv', when([control]), control);
  await table(out, 'controls/rules.csv', [rule], rule);
  const [first] = findings as [(typeof findings)[number]];
  await table(out, 'results/intervals.csv', when(findings), first);
  const unseen = findings.filter(({ verdict }) => verdict === 'NOT_EVALUATED');
  await table(out, 'gaps/not-evaluated.csv', when(unseen), first);
  const notScanned = { sequence: 1, account: ACCOUNT, region: REGION };
  await table(out, 'gaps/targets-not-scanned.csv', when([notScanned]), notScanned);
  await table(out, 'exceptions/exceptions.csv', when([exception]), exception);
  await out.table('exceptions/matches.csv', MATCH_COLUMNS, []);
  await table(out, 'remediation/remediation.csv', when(failures), {
    ...finding,
    ...failure,
    resource: '',
    reason: '',
  });
  await writeMachine(out, {
    organization: full ? 'o-abcdefghij' : null,
    period: PERIOD,
    generator: 'vouch fixture',
  });
}

/** A bundle with a finding of every kind. */
export const writeFull = (folder: string): Promise<void> => write(folder, true);
/** A bundle of a period in which nothing was found, in an account without an Organization. */
export const writeEmpty = (folder: string): Promise<void> => write(folder, false);
