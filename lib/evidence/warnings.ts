import { few } from '../domain/few.ts';
import type { AnyRule } from '../domain/rule.ts';
import { plural } from '../report/words.ts';
import type { HeldReviews } from './bundle/reviews.ts';
import { dateOf, dateRanges, daysBetween } from './days.ts';
import type { History } from './history.ts';
import { lastDay, type Subject } from './period.ts';
import type { CriterionSummary, Tallies } from './summary.ts';

/** What warnings are drawn from. */
interface Warned {
  readonly subject: Subject;
  readonly history: History;
  readonly criteria: readonly CriterionSummary[];
  readonly tallies: Tallies;
  readonly rules: readonly AnyRule[];
  readonly reviews: HeldReviews;
}

/** What auditors find fault with again and again, said before they do. None of it is wrong with the record itself. */
export const warnings = (about: Warned): readonly string[] => [
  ...ofType(about),
  ...ofDays(about),
  ...ofScope(about),
  ...ofRules(about),
  ...ofCriteria(about),
  ...ofReviews(about),
];

/** Months that a Type II examination usually covers, in days: three of the shortest, twelve of the longest. */
const USUAL_DAYS = { least: 89, most: 366 };

function ofType({ subject: { type, period, askedTo }, history }: Warned): readonly string[] {
  const cut = askedTo
    ? [`the period was asked for until ${askedTo}, and ends at ${period.to}, when this bundle was made`]
    : [];
  if (type === 'I') {
    const age = daysBetween(dateOf(period.from), lastDay(period));
    const run = `the run of ${period.from}`;
    return [
      `Type I: this is the design at ${period.to}, by ${run}; it shows no operation throughout a period`,
      ...(age > 0 ? [`${run}, the newest that examined anything, is ${plural(age, 'day')} older`] : []),
    ];
  }
  const days = history.coverage.days.length;
  if (days < USUAL_DAYS.least)
    return [...cut, `Type II over ${plural(days, 'day')}: auditors usually ask for at least three months`];
  if (days > USUAL_DAYS.most)
    return [...cut, `Type II over ${plural(days, 'day')}: auditors usually ask for twelve months at most`];
  return cut;
}

function ofDays({ subject: { period }, history: { coverage } }: Warned): readonly string[] {
  const due = coverage.days.filter((day) => day.due);
  const runs = coverage.days.flatMap((day) => day.runs);
  const [first, last] = [runs[0], runs.at(-1)];
  const missing = due.filter(({ hole }) => hole);
  const partial = due.filter(({ hole, expected, scanned }) => !hole && scanned < expected);
  const late = first && daysBetween(dateOf(period.from), dateOf(first.startedAt));
  const early = last && daysBetween(dateOf(last.startedAt), lastDay(period));
  const dates = (some: typeof due): string => few(dateRanges(some.map(({ date }) => date)));
  return [
    ...(first?.sequence === 1 && late
      ? [
          `the period is longer than the record, which begins on ${dateOf(first.startedAt)}: not covered at the beginning of the period: ${plural(late, 'day')}`,
        ]
      : []),
    ...(last && early
      ? [
          `no run after ${dateOf(last.startedAt)}: not covered at the end of the period: ${plural(early, 'day')}`,
        ]
      : []),
    ...(missing.length > 0
      ? [
          `${missing.length} of ${plural(due.length, 'day')} of the period without a run that has results: ${dates(missing)}`,
        ]
      : []),
    ...(partial.length > 0
      ? [
          `${partial.length} of ${plural(due.length, 'day')} with a run that did not reach every target: ${dates(partial)}`,
        ]
      : []),
  ];
}

function ofScope({ history }: Warned): readonly string[] {
  const { latest } = history;
  if (!latest) return ['no run of the period has a plan, so the accounts in scope are not known'];
  const scopes = history.scopes.all().length;
  const accounts = history.accounts();
  const left = accounts.filter((account) => account.left !== '');
  const firstRun = history.scopes.all()[0]?.fromRun;
  const joined = accounts.filter((account) => account.firstRun !== null && account.firstRun !== firstRun);
  const named = (some: typeof accounts): string => few(some.map(({ id }) => id));
  return [
    ...(latest.excluded.length > 0
      ? [
          `${latest.excluded.length} of ${plural(latest.accountsTotal, 'account')} not examined: ${named(accounts.filter(({ id }) => latest.excluded.some((one) => one.id === id)))}; scope/accounts.csv has the reasons`,
        ]
      : []),
    ...(joined.length > 0
      ? [`${plural(joined.length, 'account')} came into scope within the period: ${named(joined)}`]
      : []),
    ...(left.length > 0
      ? [`${plural(left.length, 'account')} left the scope within the period: ${named(left)}`]
      : []),
    ...(scopes > 1
      ? [`the scope changed ${plural(scopes - 1, 'time')} within the period: scope/versions.csv`]
      : []),
  ];
}

function ofRules({ history, rules, tallies }: Warned): readonly string[] {
  const versions = history.rules.all();
  const inForce = new Set(history.rules.last().map(({ name }) => name));
  const [first, last] = [versions.map(({ fromRun }) => fromRun).sort((a, b) => a - b)[0], inForce];
  const changed = new Set(
    versions.filter(({ name, fromRun }) => fromRun !== first && last.has(name)).map(({ name }) => name),
  );
  const removed = [...new Set(versions.map(({ name }) => name))].filter((name) => !last.has(name));
  const controls = new Set(rules.filter(({ id }) => changed.has(id)).flatMap((rule) => rule.controls));
  const empty = [...inForce].filter((id) =>
    Object.values(tallies.of(id).counts).every((count) => count === 0),
  );
  return [
    ...(changed.size > 0
      ? [
          `${plural(changed.size, 'rule')} of ${plural(controls.size, 'control')} began or changed within the period, in source or parameters: ${few([...controls])}; controls/versions.csv has each with its days`,
        ]
      : []),
    ...(removed.length > 0
      ? [`${plural(removed.length, 'rule')} no longer applied at the end of the period: ${few(removed)}`]
      : []),
    ...(empty.length > 0
      ? [
          `${plural(empty.length, 'rule')} found nothing to examine in any account at the end of the period: ${few(empty)}; results/populations.csv`,
        ]
      : []),
  ];
}

function ofCriteria({ criteria, history }: Warned): readonly string[] {
  const inForce = new Set(history.rules.last().map(({ name }) => name));
  const sorted = criteria.map(({ criterion, counts, rules }) => {
    const { NOT_EVALUATED: blind, ...seen } = counts;
    const evaluated = Object.values(seen).some((count) => count > 0);
    if (!rules.some((id) => inForce.has(id))) return { criterion, why: 'untested' };
    return { criterion, why: evaluated ? '' : blind > 0 ? 'blind' : 'empty' };
  });
  const those = (why: string): string =>
    few(sorted.filter((one) => one.why === why).map(({ criterion }) => criterion));
  return [
    those('untested') &&
      `criteria in scope that no rule tests: ${those('untested')}; controls/criteria.csv says what to ask for`,
    those('empty') &&
      `criteria in scope of which the rules found nothing to examine at the end of the period: ${those('empty')}`,
    those('blind') &&
      `criteria in scope of which nothing could be evaluated at the end of the period: ${those('blind')}`,
  ].filter((line) => line !== '');
}

/** Reviews that were held elsewhere are not known, so what is missing here is for the company to show. */
function ofReviews({ reviews: { held, quarters, due, open, own } }: Warned): readonly string[] {
  const missed = quarters.filter(({ status }) => status === 'missed').map(({ quarter }) => quarter);
  const part = quarters.filter(({ status }) => status === 'part');
  if (held === 0)
    return [
      'no access review is recorded within the period: access-reviews/ has who could enter, and the company has to show who reviewed that elsewhere, when, and what was decided',
    ];
  return [
    ...(missed.length > 0
      ? [
          `no access review is recorded in ${few(missed)}; the company has to show any that was held elsewhere`,
        ]
      : []),
    ...part.map(
      ({ quarter, notReviewed }) =>
        `access reviews of ${quarter} do not cover in full: ${few(notReviewed.split(' '))}; access-reviews/quarters.csv`,
    ),
    ...(open > 0
      ? [
          `${open} of ${plural(due, 'removal or change', 'removals and changes')} that access reviews decided were not seen carried out by the end of the period: access-reviews/decisions.csv`,
        ]
      : []),
    ...(own > 0
      ? [
          `${plural(own, 'decision')} of access reviews ${own === 1 ? 'is' : 'are'} about the reviewer's own access: access-reviews/decisions.csv`,
        ]
      : []),
  ];
}
