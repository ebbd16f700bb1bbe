import { DuckDBInstance } from '@duckdb/node-api';
import { EVALUATION_COLUMNS } from '../evidence/questions.ts';

/** What a query answered: its columns, and rows of texts, numbers, booleans and nulls. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const TYPES = { text: 'VARCHAR', boolean: 'BOOLEAN', json: 'JSON' } as const;
/** DuckDB's own limit is most of the machine. */
const MEMORY = '2GB';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Runs SQL over runs that were copied to this machine, in the table `evaluations` that Athena has as well. Whatever the
 * query says, it can read no other file and change none.
 * @param folder has `runs/<date>/<run>/<account>/<region>.ndjson.gz`, as the bucket has them
 * @param runs ids of the runs that are asked; the folder may have more
 * @throws Error of DuckDB, whose message tells what is wrong with the query
 */
export async function queryRuns(folder: string, runs: readonly string[], sql: string): Promise<Answer> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const files = runs.map((run) => quoted(`${folder}/runs/*/${run}/*/*.ndjson.gz`));
    const types = Object.entries(EVALUATION_COLUMNS).map(([name, type]) => `"${name}": '${TYPES[type]}'`);
    for (const statement of [
      `SET memory_limit = '${MEMORY}'`,
      `SET allowed_directories = [${quoted(`${folder}/`)}]`,
      'SET enable_external_access = false',
      'SET lock_configuration = true',
      // As Athena calls it.
      'CREATE MACRO json_extract_scalar(document, path) AS json_extract_string(document, path)',
      `CREATE VIEW evaluations AS
       SELECT regexp_extract(filename, 'runs/(\\d{4}-\\d\\d-\\d\\d)/', 1) AS day, * EXCLUDE (filename)
       FROM read_ndjson([${files.join(', ')}], columns = {${types.join(', ')}}, filename = true)`,
    ])
      await connection.run(statement);
    const reader = await connection.runAndReadAll(sql);
    return { columns: reader.columnNames(), rows: reader.getRowObjectsJson().map(numbers(reader)) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Whole numbers that JavaScript can hold are numbers; greater ones stay texts. */
const numbers =
  (reader: { columnNames(): readonly string[]; columnTypes(): readonly { toString(): string }[] }) =>
  (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const whole = reader
      .columnNames()
      .filter((_, index) => /INT$|^DECIMAL\(\d+,0\)$/.test(String(reader.columnTypes()[index])));
    const asNumber = (name: string): boolean => row[name] !== null && Number.isSafeInteger(Number(row[name]));
    return { ...row, ...Object.fromEntries(whole.filter(asNumber).map((name) => [name, Number(row[name])])) };
  };
