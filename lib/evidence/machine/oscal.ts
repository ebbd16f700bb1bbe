import type { VerdictCounts } from '../../domain/verdict.ts';
import { type Assessed, field, type Row, type RuleCard, ruleCard } from './assessed.ts';
import { uuidOf } from './uuid.ts';

/** The version of OSCAL that the documents are written in. https://pages.nist.gov/OSCAL/ */
const OSCAL_VERSION = '1.2.1';
/** Names of properties that are not OSCAL's own. */
const NAMESPACE = 'urn:vouch:oscal:1';

export const TABLES = {
  intervals: 'results/intervals.csv',
  notEvaluated: 'gaps/not-evaluated.csv',
  remediation: 'remediation/remediation.csv',
  exceptions: 'exceptions/exceptions.csv',
  matrix: 'controls/matrix.csv',
  accounts: 'scope/accounts.csv',
  runs: 'scope/runs.csv',
  catalog: 'machine/oscal-catalog.json',
} as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = { csv: 'text/csv', json: 'application/json' };

/** Text on one line, as titles and values of properties must be; the exact text stands in the tables. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim() || '-';

/** A criterion as OSCAL writes the id of a control: `CC6.1` is `cc6.1`. */
export const controlId = (criterion: string): string => criterion.toLowerCase();
/** A control of the company under a criterion: the objective that its rules test. */
export const objectiveId = (criterion: string, control: string): string =>
  `${controlId(criterion)}_${control}`;

/** Properties of our own; what is empty or zero is left out. */
export function props(
  values: Readonly<Record<string, string | number | null>>,
): readonly object[] | undefined {
  const some = Object.entries(values).filter(([, value]) => value !== '' && value !== 0 && value !== null);
  return some.length === 0
    ? undefined
    : some.map(([name, value]) => ({ name, ns: NAMESPACE, value: oneLine(String(value)) }));
}

/** OSCAL has no empty lists. */
export const some = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length === 0 ? undefined : items;

/** The UUID of something that belongs to this period; what lives longer is named without it. */
export const ofPeriod = (
  { organization, period }: Assessed,
  kind: string,
  ...parts: readonly string[]
): string => uuidOf(kind, organization ?? '', period.from, period.to, ...parts);

export const metadata = (assessed: Assessed, title: string): object => ({
  title: `${title}, ${assessed.period.from} to ${assessed.period.to}`,
  'last-modified': assessed.period.to,
  version: assessed.generator,
  'oscal-version': OSCAL_VERSION,
  props: props({ organization: assessed.organization }),
  remarks:
    'Made from the tables of the evidence bundle around it. It reports what automated tests found; what follows from that is for the auditor to conclude.',
});

const fileUuid = (assessed: Assessed, path: string): string => ofPeriod(assessed, 'file', path);
export const planUuid = (assessed: Assessed): string => ofPeriod(assessed, 'plan');

/** A link to the table that something was made from, by way of the back matter, which has the file's hash. */
export const evidence = (assessed: Assessed, path: string): object => ({
  href: `#${fileUuid(assessed, path)}`,
  rel: 'evidence',
});

const rlink = ({ path, sha256 }: Assessed['files'][number]): object => ({
  href: `../${path}`,
  'media-type': MEDIA_TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream',
  hashes: [{ algorithm: 'SHA-256', value: sha256 }],
});

/** What stands in the place of an assessment plan: the scope and the rules that each run pinned before it began. */
const plan = (assessed: Assessed): object => ({
  uuid: planUuid(assessed),
  title: 'Plan: the scope and the rules that were in force',
  description:
    'Each run writes down its scope and its rules, with hashes and parameters, before it begins. These files hold every version that was in force within the period.',
  rlinks: some(
    assessed.files.filter(({ path }) => /^scope\/(scope|rules)-|^controls\/matrix/.test(path)).map(rlink),
  ),
});

export const backMatter = (assessed: Assessed): object => ({
  resources: [
    plan(assessed),
    ...assessed.files
      .filter(({ path }) => Object.values<string>(TABLES).includes(path))
      .map((file) => ({ uuid: fileUuid(assessed, file.path), title: file.path, rlinks: [rlink(file)] })),
  ],
});

const toolUuid = (assessed: Assessed): string => ofPeriod(assessed, 'tool');
const origins = (assessed: Assessed): readonly object[] => [
  { actors: [{ type: 'tool', 'actor-uuid': toolUuid(assessed) }] },
];

/** What tested. */
export const assessmentAssets = (assessed: Assessed): object => ({
  components: [
    {
      uuid: toolUuid(assessed),
      type: 'software',
      title: 'Vouch',
      description: 'Reads configuration with a read-only role and applies the rules to it.',
      props: props({ generator: assessed.generator }),
      status: { state: 'operational' },
    },
  ],
  'assessment-platforms': [
    {
      uuid: ofPeriod(assessed, 'platform'),
      title: 'Vouch in its own account',
      'uses-components': [{ 'component-uuid': toolUuid(assessed) }],
    },
  ],
});

const accountUuid = ({ organization }: Assessed, account: string): string =>
  uuidOf('account', organization ?? '', account);

/** AWS accounts as OSCAL's components, in which resources lie. */
export const accountComponents = (assessed: Assessed, accounts: readonly string[]): readonly object[] =>
  accounts.map((id) => {
    const row = assessed.accounts.get(id);
    const examined = row !== undefined && field(row, 'examined') === 'yes';
    return {
      uuid: accountUuid(assessed, id),
      type: 'system',
      title: row ? oneLine(field(row, 'name')) : id,
      description: examined
        ? `AWS account ${id}`
        : `AWS account ${id}, not examined at the end of the period: ${row ? field(row, 'reason') : 'it is no longer in scope'}`,
      props: props({ 'account-id': id }),
      status: { state: examined ? 'operational' : 'other' },
    };
  });

/** What a rule found in each account at the end of the period. */
export type Found = ReadonlyMap<string, VerdictCounts>;

const observationUuid = (assessed: Assessed, rule: string): string => ofPeriod(assessed, 'observation', rule);

/** Everything that one rule found: an account with its counts is a subject. */
export function observation(assessed: Assessed, rule: RuleCard, found: Found): object {
  return {
    uuid: observationUuid(assessed, rule.id),
    title: oneLine(rule.title),
    description:
      found.size === 0
        ? 'There was nothing to examine at the end of the period.'
        : `What rule ${rule.id} found at the end of the period, by account.`,
    props: props({
      rule: rule.id,
      'rule-sha256': rule.hash,
      severity: rule.severity,
      controls: rule.controls.join(' '),
      drifted: Number(rule.drifted),
      restored: Number(rule.restored),
    }),
    methods: ['TEST'],
    types: ['control-objective'],
    origins: origins(assessed),
    subjects: some(
      [...found].map(([account, counts]) => ({
        'subject-uuid': accountUuid(assessed, account),
        type: 'component',
        props: props(counts),
      })),
    ),
    'relevant-evidence': [
      { ...evidence(assessed, TABLES.intervals), rel: undefined, description: `Rows of rule ${rule.id}` },
    ],
    collected: assessed.collected,
  };
}

/** The sum of what some rules found. */
export function sumOf(found: Iterable<Found | undefined>): Record<string, number> {
  const sum: Record<string, number> = { FAIL: 0, NOT_EVALUATED: 0, PASS: 0, NOT_APPLICABLE: 0 };
  for (const accounts of found) {
    for (const counts of accounts?.values() ?? [])
      for (const [verdict, count] of Object.entries(counts)) sum[verdict] = (sum[verdict] ?? 0) + count;
  }
  return sum;
}

/** Refers to what the rules found. */
export const relatedObservations = (assessed: Assessed, rules: readonly string[]) =>
  some(rules.map((rule) => ({ 'observation-uuid': observationUuid(assessed, rule) })));

const PLACE = ['account', 'region', 'rule', 'resource', 'since'] as const;

/** The UUID of a failure or a blind spot: the same in each bundle that tells of it. */
export const riskUuid = ({ organization }: Assessed, kind: RiskKind, row: Row): string =>
  uuidOf('risk', kind, organization ?? '', ...PLACE.map((name) => field(row, name)));

export type RiskKind = 'failing' | 'not-evaluated';

/** What a finding can be beside failing: not to be seen is a risk too. */
export function risk(assessed: Assessed, kind: RiskKind, row: Row): object {
  const rule = ruleCard(assessed, field(row, 'rule'));
  const uuid = riskUuid(assessed, kind, row);
  const failing = kind === 'failing';
  const exceptions = failing ? acceptedBy(assessed, row) : [];
  const [since, until] = [field(row, 'since'), field(row, 'until')];
  return {
    uuid,
    title: failing ? `Does not hold: ${oneLine(rule.title)}` : `Not evaluated: ${oneLine(rule.title)}`,
    description: `${field(row, 'resource')}: ${field(row, 'reason')}`,
    statement: failing ? rule.risk : `Whether it holds is not known. If it does not: ${rule.risk}`,
    props: props({
      kind,
      ...Object.fromEntries(
        ['rule', 'severity', 'resource', 'type', 'account', 'region', 'since', 'until', 'firstRun'].map(
          (name) => [name, field(row, name)],
        ),
      ),
      ...(failing && { timing: field(row, 'timing'), reopens: field(row, 'reopens') }),
    }),
    links: [evidence(assessed, failing ? TABLES.remediation : TABLES.notEvaluated)],
    status:
      until !== '' ? 'closed' : failing && field(row, 'accepted') === 'yes' ? 'deviation-approved' : 'open',
    origins: origins(assessed),
    'mitigating-factors': some(
      exceptions.map((exception) => ({
        uuid: uuidOf('mitigation', uuid, field(exception, 'id')),
        description: field(exception, 'compensatingControl'),
      })),
    ),
    deadline: failing ? field(row, 'due') || undefined : undefined,
    remediations: some([
      ...(failing ? [recommendation(uuid, rule)] : []),
      ...exceptions.map((exception) => acceptance(assessed, uuid, exception)),
    ]),
    'risk-log': {
      entries: [
        { uuid: uuidOf('entry', uuid, 'open'), title: 'First seen', start: since, 'status-change': 'open' },
        ...(until === ''
          ? []
          : [
              {
                uuid: uuidOf('entry', uuid, 'closed'),
                title: 'Seen ended',
                start: until,
                'status-change': 'closed',
              },
            ]),
      ],
    },
    'related-observations': relatedObservations(assessed, [rule.id]),
  };
}

const acceptedBy = ({ exceptions }: Assessed, row: Row): readonly Row[] =>
  field(row, 'exceptions')
    .split(' ')
    .map((id) => exceptions.get(id))
    .filter((exception) => exception !== undefined);

const recommendation = (risk: string, { remediation: { text, url } }: RuleCard): object => ({
  uuid: uuidOf('recommendation', risk),
  lifecycle: 'recommendation',
  title: 'How to mend it',
  description: text,
  links: url ? [{ href: url, rel: 'reference' }] : undefined,
});

/** An exception is a response that accepts the risk for a time. */
const acceptance = (assessed: Assessed, risk: string, exception: Row): object => {
  const id = field(exception, 'id');
  return {
    uuid: uuidOf('acceptance', risk, id),
    lifecycle: 'planned',
    title: `Accepted by exception ${id}`,
    description: field(exception, 'reason'),
    props: [
      { name: 'type', value: 'accept' },
      ...(props({
        state: field(exception, 'state'),
        'approved-by': field(exception, 'approvedBy'),
        ticket: field(exception, 'ticket'),
      }) ?? []),
    ],
    links: [evidence(assessed, TABLES.exceptions)],
    tasks: [
      {
        uuid: uuidOf('acceptance-time', risk, id),
        type: 'milestone',
        title: 'Accepted within this time',
        timing: {
          'within-date-range': {
            start: field(exception, 'acceptedFrom'),
            end: field(exception, 'acceptedUntil'),
          },
        },
      },
    ],
  };
};
