import { CRITERIA_GUIDE } from '../controls/index.ts';
import { type ControlId, CRITERIA, type CriterionId } from '../domain/control.ts';
import { few } from '../domain/few.ts';
import { plural } from '../report/words.ts';
import type { BundleFolder } from './folder.ts';
import type { BundleSummary } from './summary.ts';

/** What an auditor would find at one control if the period ended now, and what to do about it first. */
export interface ControlReadiness {
  readonly control: ControlId;
  readonly title: string;
  /** Empty where scope.yaml names nobody. */
  readonly owner: string;
  readonly criteria: readonly CriterionId[];
  readonly automated: boolean;
  /** Days on which it was to be held so far, was, was in part, and was not. */
  readonly occurrences: Readonly<Record<'expected' | 'held' | 'partial' | 'missed', number>>;
  /** Findings at the end. */
  readonly findings: Readonly<Record<'examined' | 'failing' | 'notEvaluated', number>>;
  /** Of the failing ones: past the time to fix them, accepted by an exception, and past it without being accepted. */
  readonly overdue: number;
  readonly accepted: number;
  readonly unanswered: number;
  /** Failures that were mended within the period, but late: they stay in the population. */
  readonly late: number;
  readonly next: readonly string[];
}

/** What an auditor would find if the period ended now. */
export interface Readiness extends Pick<BundleSummary, 'organization' | 'period' | 'faults' | 'warnings'> {
  /** Most pressing first. */
  readonly controls: readonly ControlReadiness[];
  /** What is in scope and need not be, or cannot be shown. */
  readonly scope: readonly string[];
}

type Counted = { examined: number; failing: number; notEvaluated: number } & Record<
  'overdue' | 'accepted' | 'unanswered' | 'late',
  number
>;
const nothing = (): Counted => ({
  examined: 0,
  failing: 0,
  notEvaluated: 0,
  overdue: 0,
  accepted: 0,
  unanswered: 0,
  late: 0,
});

/**
 * Reads the answer from the tables of a bundle, so that it can say nothing else than what the auditor will read.
 * @param out with the tables of controls, results and remediation
 */
export async function readinessOf(out: BundleFolder, summary: BundleSummary): Promise<Readiness> {
  const controlsOfRule = new Map<string, readonly string[]>();
  const byControl = new Map<string, Counted>();
  const each = (rule: string, add: (counted: Counted) => void): void => {
    for (const control of controlsOfRule.get(rule) ?? []) {
      const counted = byControl.get(control) ?? nothing();
      byControl.set(control, counted);
      add(counted);
    }
  };
  for await (const { id = '', controls = '', ...verdicts } of out.records('controls/rules.csv')) {
    controlsOfRule.set(id, controls.split(' '));
    const [failing, passing, blind] = [verdicts.FAIL, verdicts.PASS, verdicts.NOT_EVALUATED].map(Number);
    each(id, (counted) => {
      counted.failing += failing ?? 0;
      counted.notEvaluated += blind ?? 0;
      counted.examined += (failing ?? 0) + (passing ?? 0) + Number(verdicts.NOT_APPLICABLE);
    });
  }
  for await (const { rule = '', timing, accepted } of out.records('remediation/remediation.csv'))
    each(rule, (counted) => {
      if (accepted === 'yes') counted.accepted += 1;
      if (timing === 'late') counted.late += 1;
      if (timing === 'overdue') counted.overdue += 1;
      if (timing === 'overdue' && accepted !== 'yes') counted.unanswered += 1;
    });

  const criteria = new Map<string, CriterionId[]>();
  for await (const { control = '', criterion } of out.records('controls/matrix.csv'))
    criteria.set(control, [...(criteria.get(control) ?? []), criterion as CriterionId]);
  const controls: ControlReadiness[] = [];
  for await (const row of out.records('controls/occurrences.csv')) {
    const counted = byControl.get(row.control ?? '') ?? nothing();
    const reviews = row.control === REVIEWING ? await reviewSteps(out) : [];
    controls.push(controlReadiness(row, criteria.get(row.control ?? '') ?? [], counted, reviews));
  }
  controls.sort((a, b) => pressure(b) - pressure(a) || (a.control < b.control ? -1 : 1));
  const { organization, period, faults, warnings } = summary;
  return { organization, period, faults, warnings, controls, scope: overScoped(controls) };
}

function controlReadiness(
  row: Readonly<Record<string, string>>,
  criteria: readonly CriterionId[],
  { examined, failing, notEvaluated, ...clocks }: Counted,
  reviews: readonly string[],
): ControlReadiness {
  const known = {
    control: row.control as ControlId,
    title: row.title ?? '',
    owner: row.owner ?? '',
    criteria: CRITERIA.filter((id) => criteria.includes(id)),
    automated: row.status !== 'not automated',
    occurrences: {
      expected: Number(row.expected),
      held: Number(row.held),
      partial: Number(row.partial),
      missed: Number(row.missed),
    },
    findings: { examined, failing, notEvaluated },
    ...clocks,
  };
  return { ...known, next: nextSteps(known, row, reviews) };
}

/** The control that access reviews are held for. */
const REVIEWING: ControlId = 'access-review';
const HOLD =
  '"vouch access-review --for-decision > review.csv", fill it in, "vouch access-review record --file review.csv"';

/** What access reviews leave to be done. Those that were held elsewhere are not known. */
async function reviewSteps(out: BundleFolder): Promise<readonly string[]> {
  const steps: string[] = [];
  let open = 0;
  for await (const { notCarriedOut, notSeen } of out.records('access-reviews/reviews.csv'))
    open += Number(notCarriedOut) + Number(notSeen);
  if (open > 0)
    steps.push(
      `carry out, or decide again, ${plural(open, 'removal or change', 'removals and changes')} of access reviews (access-reviews/decisions.csv)`,
    );
  let last: Readonly<Record<string, string>> = {};
  for await (const row of out.records('access-reviews/quarters.csv')) {
    const { quarter = '', status, notReviewed = '' } = row;
    if (status === 'missed')
      steps.push(`show that access was reviewed in ${quarter}: no review of that quarter is recorded`);
    if (status === 'part')
      steps.push(`review access to what ${quarter} leaves out: ${few(notReviewed.split(' '))}`);
    last = row;
  }
  if (last.status === 'not due') steps.push(`hold the access review of ${last.quarter}: ${HOLD}`);
  return steps;
}

/** What to do, most pressing first. */
function nextSteps(
  {
    control,
    criteria,
    owner,
    automated,
    occurrences,
    findings,
    unanswered,
    overdue,
    late,
  }: Omit<ControlReadiness, 'next'>,
  { missedDays = '', partialDays = '' }: Readonly<Record<string, string>>,
  reviews: readonly string[],
): readonly string[] {
  const inTime = findings.failing - overdue;
  const ask = criteria.flatMap((criterion) => CRITERIA_GUIDE[criterion].askFor);
  return [
    unanswered > 0 &&
      `fix ${plural(unanswered, 'finding')} past the time to fix, or have them accepted ("vouch exceptions request"): each is a deviation without a response`,
    findings.notEvaluated > 0 &&
      `make ${plural(findings.notEvaluated, 'finding')} readable: what is not evaluated is no evidence (gaps/not-evaluated.csv)`,
    inTime > 0 && `fix ${plural(inTime, 'failing finding')} whose time runs`,
    occurrences.missed > 0 && `write down why nothing was examined on ${missedDays}`,
    occurrences.partial > 0 && `write down why not everything was examined on ${partialDays}`,
    late > 0 && `write down why ${plural(late, 'finding')} took longer to fix than allowed`,
    ...reviews,
    !automated && `have ready what no rule can show: ${few(ask)}`,
    automated &&
      findings.examined + findings.notEvaluated === 0 &&
      'nothing was there to examine: without a population the control did not operate, and the auditor will say so',
    owner === '' && `name who answers for it: owners.${control} in scope.yaml`,
  ].filter((step) => step !== false);
}

/** How much an auditor would have to say. */
const pressure = ({ unanswered, findings, occurrences, late, automated, owner }: ControlReadiness): number =>
  1e9 * Number(unanswered > 0) +
  1e8 * Number(findings.notEvaluated > 0) +
  1e7 * Number(findings.failing > 0) +
  1e6 * Number(occurrences.missed + occurrences.partial + late > 0) +
  1e5 * Number(!automated || findings.examined === 0) +
  1e4 * Number(owner === '') +
  Math.min(unanswered + findings.notEvaluated + findings.failing, 9_999);

/** Availability is a category of its own, which a company need not have examined. */
const OPTIONAL = 'A1';

function overScoped(controls: readonly ControlReadiness[]): readonly string[] {
  const empty = CRITERIA.filter((criterion) => {
    const theirs = controls.filter((control) => control.criteria.includes(criterion));
    return theirs.length > 0 && theirs.every(({ findings }) => findings.examined === 0);
  });
  const optional = empty.filter((id) => id.startsWith(OPTIONAL));
  const common = empty.filter((id) => !id.startsWith(OPTIONAL));
  return [
    ...(optional.length > 0
      ? [
          `${optional.join(', ')} in scope, and nothing was found that evidences it: availability need not be examined (criteria in scope.yaml)`,
        ]
      : []),
    ...(common.length > 0
      ? [
          `${common.join(', ')} cannot be left out of SOC 2, and nothing here evidences it: the company's own evidence must`,
        ]
      : []),
  ];
}
