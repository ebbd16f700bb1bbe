import { existsSync, readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import type { Line, ReviewAsk } from '../domain/access-review.ts';
import { few } from '../domain/few.ts';
import type { Run } from '../domain/run.ts';
import { isListed, REVIEW_COLUMNS, type ReviewRow } from '../evidence/access-review.ts';
import { csvText } from '../report/csv.ts';
import { UserError } from './terminal.ts';

const NEEDED = ['decision', 'comment', 'type', 'resource', 'run', 'runId'] as const;
type Needed = Readonly<Record<(typeof NEEDED)[number], string>>;

/** The list that a reviewer fills in: who is to be decided about, and the run that saw them. */
export function decisionList(principals: readonly ReviewRow[], { sequence, id }: Run): string {
  const columns = ['decision', 'comment', ...REVIEW_COLUMNS, 'run', 'runId'];
  const rows = principals.filter(isListed).map((row) => ({ ...row, run: sequence, runId: id }));
  return csvText([
    columns,
    ...rows.map((row: Readonly<Record<string, unknown>>) => columns.map((name) => row[name])),
  ]);
}

/**
 * Reads a list that was filled in, as spreadsheets write it: with commas, semicolons or tabs between the cells.
 * @throws UserError when it is no such list
 */
export function readDecisions(path: string): Pick<ReviewAsk, 'run' | 'decisions'> {
  if (!existsSync(path)) throw new UserError(`${path}: there is no such file`);
  const rows = parsed(path, readFileSync(path, 'utf8'));
  const missing = NEEDED.filter((name) => rows[0]?.[name] === undefined);
  if (missing.length > 0)
    throw new UserError(
      `${path}: no column ${few(missing)}; expected what "vouch access-review --for-decision" prints`,
    );
  const runs = [...new Set(rows.map(({ run, runId }) => `${run} ${runId}`))];
  const [only = '', ...others] = runs;
  if (others.length > 0) throw new UserError(`${path}: rows of more than one run: ${few(runs)}`);
  const [sequence, id = ''] = only.split(' ');
  if (!/^\d+$/.test(sequence ?? '')) throw new UserError(`${path}: run ${sequence}: expected a number`);
  return { run: { sequence: Number(sequence), id }, decisions: rows.map(lineOf) };
}

const lineOf = ({ type, resource, decision, comment }: Needed): Line => ({
  type: type.trim(),
  resource: resource.trim(),
  decision: decision.trim().toLowerCase(),
  comment: comment.trim(),
});

function parsed(path: string, text: string): readonly Needed[] {
  const [header = ''] = text.split('\n', 1);
  const count = (separator: string): number => header.split(separator).length;
  const [delimiter = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  try {
    return parse(text, { bom: true, columns: true, delimiter, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(`${path}: ${error.message}`);
  }
}
