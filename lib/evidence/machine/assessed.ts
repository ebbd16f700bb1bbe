import { VERDICTS, type Verdict } from '../../domain/verdict.ts';
import type { ListedFile } from '../folder.ts';
import type { Period } from '../intervals.ts';

/** A row of one of the bundle's tables. */
export type Row = Readonly<Record<string, string>>;

/**
 * The value of a column.
 * @throws Error when the table has no such column: a document that said less than its table would be wrong silently
 */
export function field(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`a table of the bundle has no column "${column}"`);
  return value;
}

/** The words of a column that holds several, separated by spaces. */
export const words = (row: Row, column: string): readonly string[] =>
  field(row, column)
    .split(' ')
    .filter((word) => word !== '');

export function verdictOf(row: Row): Verdict {
  const verdict = VERDICTS.find((known) => known === field(row, 'verdict'));
  if (!verdict) throw new Error(`"${row.verdict}" is not a verdict`);
  return verdict;
}

/** A rule, as the documents tell of it. */
export interface RuleCard {
  readonly id: string;
  /** The state that passes. */
  readonly title: string;
  readonly severity: string;
  readonly controls: readonly string[];
  /** Those that are in scope. */
  readonly criteria: readonly string[];
  readonly risk: string;
  readonly remediation: { readonly text: string; readonly url: string };
  /** SHA-256 of the rule's source as the last run had it; empty when no plan tells. */
  readonly hash: string;
  readonly drifted: string;
  readonly restored: string;
}

/** What every document begins from. */
export interface Assessed {
  readonly organization: string | null;
  readonly period: Period;
  readonly generator: string;
  /** In the order of the catalogue. */
  readonly rules: ReadonlyMap<string, RuleCard>;
  /** Criteria in scope: rows of controls/criteria.csv. */
  readonly criteria: readonly Row[];
  /** Criterion x control: rows of controls/matrix.csv. */
  readonly matrix: readonly Row[];
  /** Rows of scope/accounts.csv by the account's id. */
  readonly accounts: ReadonlyMap<string, Row>;
  /** Rows of exceptions/exceptions.csv by the exception's id. */
  readonly exceptions: ReadonlyMap<string, Row>;
  /** When the last run of the period began that scanned anything; the end of the period when there is none. */
  readonly collected: string;
  /** Files of the bundle that are written by now, and among them the table of all findings. */
  readonly files: readonly ListedFile[];
  readonly intervals: ListedFile;
}

/** What is known of a rule; of one that no longer exists, only its id. */
export const ruleCard = ({ rules }: Pick<Assessed, 'rules'>, id: string): RuleCard =>
  rules.get(id) ?? {
    id,
    title: 'a rule that no longer exists',
    severity: 'info',
    controls: [],
    criteria: [],
    risk: 'What this rule was about is told by the bundles of its time.',
    remediation: { text: 'The rule no longer exists.', url: '' },
    hash: '',
    drifted: '0',
    restored: '0',
  };
