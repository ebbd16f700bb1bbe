import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { controlPage } from '../../report/control-page.ts';
import { csvLines } from '../../report/csv.ts';
import { columnOf } from '../../report/dictionary.ts';
import type { Overview } from '../../report/overview.ts';
import { startHerePdf } from '../../report/pdf.ts';
import { periodWords, startHere } from '../../report/start-here.ts';
import { type BundleFolder, NO_EVIDENCE } from '../folder.ts';
import { overviewOf } from './overview.ts';
import { type BundleTable, writeWorkbook } from './workbook.ts';

const DICTIONARY = 'human/data-dictionary.csv';
const DICTIONARY_COLUMNS = ['table', 'column', 'type', 'meaning'] as const;

type Named = { readonly path: string };
const byPath = (a: Named, b: Named): number => (a.path < b.path ? -1 : 1);

/** What people read, made from the tables that are already in the bundle. */
export async function writeHuman(
  out: BundleFolder,
  about: Pick<Overview, 'brief' | 'generator' | 'keyFingerprint'>,
): Promise<void> {
  const overview = await overviewOf(out, about);
  await out.write('START-HERE.html', [startHere(overview)]);
  await out.write('START-HERE.pdf', startHerePdf(overview));
  for (const control of overview.controls)
    await out.write(`human/controls/${control.id}.html`, [controlPage(control, overview)], {
      controls: [control.id],
    });
  const { organization, period } = about.brief;
  const title = `SOC 2 evidence, ${organization ?? 'a single account'}, ${periodWords(period)}`;
  await writeDictionary(out);
  await writeWorkbook(out, title, period.to, await tablesOf(out));
}

/** What every column of every table means, that of this table too. */
async function writeDictionary(out: BundleFolder): Promise<void> {
  const written = (await tablesOf(out)).map(({ file, columns }) => ({ path: file.path, columns }));
  const tables = [...written, { path: DICTIONARY, columns: DICTIONARY_COLUMNS }].sort(byPath);
  await out.table(
    DICTIONARY,
    DICTIONARY_COLUMNS,
    tables.flatMap(({ path, columns }) =>
      columns.map((column) => {
        const [type = '', meaning = ''] = columnOf(path, column) ?? [];
        return { table: path, column, type, meaning };
      }),
    ),
    NO_EVIDENCE,
  );
}

/** The tables that are in the bundle, by path. */
async function tablesOf(out: BundleFolder): Promise<readonly BundleTable[]> {
  const files = out.files.filter(({ path }) => path.endsWith('.csv')).sort(byPath);
  const tables: BundleTable[] = [];
  for (const file of files) tables.push({ file, columns: await columnsOf(join(out.root, file.path)) });
  return tables;
}

/** The names of a table's columns. */
async function columnsOf(file: string): Promise<readonly string[]> {
  for await (const columns of csvLines(createReadStream(file))) return columns;
  return [];
}
