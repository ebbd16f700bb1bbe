import { type Assessed, field, type Row, ruleCard, words } from './assessed.ts';
import {
  accountComponents,
  assessmentAssets,
  backMatter,
  controlId,
  evidence,
  type Found,
  metadata,
  objectiveId,
  observation,
  ofPeriod,
  oneLine,
  planUuid,
  props,
  relatedObservations,
  risk,
  riskUuid,
  some,
  sumOf,
  TABLES,
} from './oscal.ts';

/** Failures of the period: those that are told one by one, and how many there are. */
export interface Failures {
  readonly listed: readonly Row[];
  readonly total: number;
}

/**
 * The period as OSCAL's assessment results. What each rule found is an observation, by account; each control under a
 * criterion is a finding; failures are risks.
 * @param found by rule, what it found in each account at the end of the period
 */
export function oscalResults(
  assessed: Assessed,
  found: ReadonlyMap<string, Found>,
  failures: Failures,
): object {
  const { period, matrix, criteria } = assessed;
  const rules = new Set([
    ...assessed.rules.keys(),
    ...found.keys(),
    ...failures.listed.map((row) => field(row, 'rule')),
  ]);
  const accounts = new Set([
    ...assessed.accounts.keys(),
    ...[...found.values()].flatMap((by) => [...by.keys()]),
  ]);
  const total = sumOf(found.values());
  function* observations() {
    for (const id of rules) yield observation(assessed, ruleCard(assessed, id), found.get(id) ?? new Map());
  }
  return {
    'assessment-results': {
      uuid: ofPeriod(assessed, 'assessment-results'),
      metadata: metadata(assessed, 'SOC 2 evidence of AWS configuration'),
      'import-ap': { href: `#${planUuid(assessed)}` },
      results: [
        {
          uuid: ofPeriod(assessed, 'result'),
          title: 'What the rules found',
          description: `Findings at the end of the period, and ${failures.total} failures that touch it.`,
          start: period.from,
          end: period.to,
          props: props({
            ...total,
            failures: failures.total,
            'failures-told-one-by-one': failures.listed.length,
          }),
          links: [evidence(assessed, TABLES.runs), evidence(assessed, TABLES.remediation)],
          'local-definitions': {
            components: some(accountComponents(assessed, [...accounts].sort())),
            'assessment-assets': assessmentAssets(assessed),
          },
          'reviewed-controls': {
            links: [{ ...evidence(assessed, TABLES.catalog), rel: 'catalog' }],
            'control-selections': [selection(criteria.map((row) => controlId(field(row, 'criterion'))))],
          },
          observations: rules.size > 0 ? observations() : undefined,
          risks: some(failures.listed.map((row) => risk(assessed, 'failing', row))),
          findings: some(matrix.map((row) => finding(assessed, row, found, failures.listed))),
          remarks:
            failures.total > failures.listed.length
              ? `The ${failures.listed.length} gravest failures are told one by one as risks; all ${failures.total} are rows of ${TABLES.remediation}.`
              : undefined,
        },
      ],
      'back-matter': backMatter(assessed),
    },
  };
}

/** Of a period of which no plan tells the criteria, the catalog is empty, and all of it is reviewed. */
const selection = (ids: readonly string[]): object =>
  ids.length === 0 ? { 'include-all': {} } : { 'include-controls': ids.map((id) => ({ 'control-id': id })) };

/** One control of the company under one criterion, at the end of the period. */
function finding(
  assessed: Assessed,
  row: Row,
  found: ReadonlyMap<string, Found>,
  failures: readonly Row[],
): object {
  const [criterion, control] = [field(row, 'criterion'), field(row, 'control')];
  const rules = words(row, 'rules');
  const counts = sumOf(rules.map((rule) => found.get(rule)));
  return {
    uuid: ofPeriod(assessed, 'control', criterion, control),
    title: oneLine(`${criterion}: ${field(row, 'title')}`),
    description: field(row, 'reason'),
    props: props({ control, owner: field(row, 'owner'), rules: rules.length, ...counts }),
    links: [evidence(assessed, TABLES.matrix)],
    target: {
      type: 'objective-id',
      'target-id': objectiveId(criterion, control),
      status: stateOf(counts),
    },
    'related-observations': relatedObservations(assessed, rules),
    'related-risks': some(
      failures
        .filter((failure) => rules.includes(field(failure, 'rule')))
        .map((failure) => ({ 'risk-uuid': riskUuid(assessed, 'failing', failure) })),
    ),
  };
}

/** What was not examined is not satisfied: OSCAL has two words, and only one of them may be said without evidence. */
function stateOf({ FAIL = 0, NOT_EVALUATED = 0, PASS = 0 }: Readonly<Record<string, number>>): object {
  const not = (reason: 'fail' | 'other', remarks: string) => ({ state: 'not-satisfied', reason, remarks });
  if (FAIL > 0) return not('fail', `${FAIL} findings fail at the end of the period.`);
  if (NOT_EVALUATED > 0) return not('other', `${NOT_EVALUATED} findings could not be evaluated.`);
  if (PASS === 0) return not('other', 'No rule found anything that it concerns.');
  return {
    state: 'satisfied',
    reason: 'pass',
    remarks: `All ${PASS} findings pass at the end of the period. What that means for the criterion is for the auditor to conclude.`,
  };
}
