import { type Assessed, field, type Row, ruleCard } from './assessed.ts';
import {
  accountComponents,
  assessmentAssets,
  backMatter,
  evidence,
  type Found,
  metadata,
  observation,
  ofPeriod,
  oneLine,
  props,
  type RiskKind,
  relatedObservations,
  risk,
  riskUuid,
  some,
  TABLES,
} from './oscal.ts';

/** What is open of one rule. */
export interface OpenRule {
  readonly rule: string;
  readonly count: number;
  readonly overdue: number;
  readonly accepted: number;
  /** The earliest deadline; empty when nothing is due. */
  readonly due: string;
}

/** What was open at the end of the period: by rule, and the gravest one by one. */
export interface Open {
  readonly kind: RiskKind;
  readonly byRule: readonly OpenRule[];
  readonly listed: readonly Row[];
}

/** What was open at the end of the period as OSCAL's plan of action and milestones: one item a rule, one risk a finding. */
export function oscalPoam(
  assessed: Assessed,
  found: ReadonlyMap<string, Found>,
  open: readonly Open[],
): object {
  const rules = [...new Set(open.flatMap(({ byRule }) => byRule.map(({ rule }) => rule)))];
  const accounts = new Set(rules.flatMap((rule) => [...(found.get(rule)?.keys() ?? [])]));
  return {
    'plan-of-action-and-milestones': {
      uuid: ofPeriod(assessed, 'poam'),
      metadata: metadata(assessed, 'What was open at the end of the period'),
      'system-id': { id: oneLine(assessed.organization ?? 'account') },
      'local-definitions': {
        components: some(accountComponents(assessed, [...accounts].sort())),
        'assessment-assets': assessmentAssets(assessed),
      },
      observations: some(
        rules.map((rule) => observation(assessed, ruleCard(assessed, rule), found.get(rule) ?? new Map())),
      ),
      risks: some(open.flatMap(({ kind, listed }) => listed.map((row) => risk(assessed, kind, row)))),
      'poam-items':
        rules.length === 0
          ? [nothingOpen(assessed)]
          : open.flatMap(({ kind, byRule, listed }) =>
              byRule.map((rule) => item(assessed, kind, rule, listed)),
            ),
      'back-matter': backMatter(assessed),
    },
  };
}

function item(
  assessed: Assessed,
  kind: RiskKind,
  { rule, count, overdue, accepted, due }: OpenRule,
  listed: readonly Row[],
): object {
  const failing = kind === 'failing';
  const { title, severity, remediation } = ruleCard(assessed, rule);
  const theirs = listed.filter((row) => field(row, 'rule') === rule);
  const table = failing ? TABLES.remediation : TABLES.notEvaluated;
  return {
    uuid: ofPeriod(assessed, 'item', kind, rule),
    title: `${failing ? 'Does not hold' : 'Not evaluated'}: ${oneLine(title)}`,
    description: failing
      ? `${count} findings fail, ${overdue} of them past their deadline, ${accepted} accepted by an exception. ${remediation.text}`
      : `${count} findings could not be evaluated; each row of ${table} says why.`,
    props: props({ kind, rule, severity, open: count, overdue, accepted, 'earliest-deadline': due }),
    links: [evidence(assessed, table)],
    'related-observations': relatedObservations(assessed, [rule]),
    'related-risks': some(theirs.map((row) => ({ 'risk-uuid': riskUuid(assessed, kind, row) }))),
    remarks:
      theirs.length < count
        ? `${theirs.length} of them are told one by one as risks; all are rows of ${table}.`
        : undefined,
  };
}

/** OSCAL wants at least one item. */
const nothingOpen = (assessed: Assessed): object => ({
  uuid: ofPeriod(assessed, 'item', 'none'),
  title: 'Nothing was open at the end of the period',
  description: 'No finding failed, and every one could be evaluated. This item stands for no task.',
  props: props({ kind: 'nothing-open' }),
});
