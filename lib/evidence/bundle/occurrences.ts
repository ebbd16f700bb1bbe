import { CONTROLS } from '../../controls/index.ts';
import { CONTROL_IDS, type ControlId } from '../../domain/control.ts';
import type { AnyRule } from '../../domain/rule.ts';
import { canonical, hashOf } from '../canonical.ts';
import type { BlindDays } from '../coverage.ts';
import { dateRanges } from '../days.ts';
import type { BundleFolder } from '../folder.ts';
import type { History } from '../history.ts';
import type { WrittenScope } from './scope.ts';

/** A control with how often it was to be held within the period, and was. */
interface ControlRow {
  readonly control: ControlId;
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  readonly criteria: string;
  readonly type: 'automated detective' | 'not automated';
  readonly frequency: 'daily' | '';
  readonly rules: string;
  readonly expected: number;
  /** Days on which it was held, in part or by all that was in scope. */
  readonly held: number;
  readonly partial: number;
  readonly missed: number;
  readonly status: 'every day' | 'partial on some days' | 'missed on some days' | 'never' | 'not automated';
  readonly missedDays: string;
  readonly partialDays: string;
  readonly first: string;
  readonly last: string;
  /** Of its wording and of its rules, with their sources and parameters, at the end of the period. */
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string;
}

/**
 * Each control with what it is and how often it was held, and every version of the rules that were in force.
 * @param blind days on which something of a rule was not evaluated
 */
export async function writeOccurrences(
  out: BundleFolder,
  { criteria, owners }: Pick<WrittenScope, 'criteria' | 'owners'>,
  history: History,
  rules: readonly AnyRule[],
  blind: BlindDays,
): Promise<void> {
  await out.table(
    'controls/versions.csv',
    ['rule', 'hash', 'parameters', 'fromRun', 'toRun', 'fromDay', 'toDay'],
    history.rules.all().map(({ value, ...version }) => ({
      ...version,
      rule: value.id,
      hash: value.hash,
      parameters: canonical(value.parameters),
    })),
  );
  const controls = CONTROL_IDS.map((id) => ({
    id,
    reasons: criteria.flatMap((criterion) => {
      const reason = CONTROLS[id].criteria[criterion];
      return reason === undefined ? [] : [`${criterion}: ${reason}`];
    }),
  })).filter(({ reasons }) => reasons.length > 0);
  const rows = controls.map(({ id, reasons }): ControlRow => {
    const theirs = rules.filter((rule) => rule.controls.includes(id)).map((rule) => rule.id);
    const { title, description } = CONTROLS[id];
    const what = {
      control: id,
      title,
      description,
      owner: owners[id] ?? '',
      criteria: reasons.join('\n'),
      rules: theirs.join(' '),
    };
    return {
      ...what,
      ...occurrences(theirs, history, blind),
      ...version([title, description, reasons], theirs, history),
    };
  });
  await out.table(
    'controls/controls.csv',
    [
      'control',
      'title',
      'description',
      'owner',
      'criteria',
      'type',
      'frequency',
      'version',
      'effectiveFrom',
      'effectiveTo',
      'rules',
      'expected',
    ],
    rows,
  );
  await out.table(
    'controls/occurrences.csv',
    [
      'control',
      'title',
      'type',
      'frequency',
      'owner',
      'status',
      'expected',
      'held',
      'partial',
      'missed',
      'missedDays',
      'partialDays',
      'first',
      'last',
      'rules',
    ],
    rows,
  );
}

function occurrences(rules: readonly string[], { coverage }: History, blind: BlindDays) {
  const days = rules.length === 0 ? [] : coverage.days.map(({ date, due }, index) => ({ date, due, index }));
  const due = days
    .filter((day) => day.due)
    .map(({ date, index }) => ({ date, occurrence: coverage.occurrence(index, rules, blind) }));
  const dates = (wanted: 'partial' | 'missed'): readonly string[] =>
    due.filter(({ occurrence }) => occurrence === wanted).map(({ date }) => date);
  const [partial, missed] = [dates('partial'), dates('missed')];
  const held = due.filter(({ occurrence }) => occurrence !== 'missed').map(({ date }) => date);
  const automated = rules.length > 0;
  const status = (): ControlRow['status'] => {
    if (!automated) return 'not automated';
    if (held.length === 0) return 'never';
    if (missed.length > 0) return 'missed on some days';
    return partial.length > 0 ? 'partial on some days' : 'every day';
  };
  return {
    type: automated ? 'automated detective' : 'not automated',
    frequency: automated ? 'daily' : '',
    expected: due.length,
    held: held.length,
    partial: partial.length,
    missed: missed.length,
    status: status(),
    missedDays: dateRanges(missed).join(', '),
    partialDays: dateRanges(partial).join(', '),
    first: held[0] ?? '',
    last: held.at(-1) ?? '',
  } as const;
}

/** What names a control as it was at the end, and since when it was so. */
function version(wording: unknown, rules: readonly string[], history: History) {
  const inForce = history.rules.last().filter(({ name }) => rules.includes(name));
  const days = inForce.map(({ fromDay }) => fromDay).sort();
  return {
    version: hashOf([wording, inForce.map(({ value }) => value)]).slice(0, 12),
    effectiveFrom: days.at(-1) ?? '',
    effectiveTo: inForce[0]?.toDay ?? '',
  };
}
