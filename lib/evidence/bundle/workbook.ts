import { inert } from '../../report/csv.ts';
import { aboutTable, columnOf } from '../../report/dictionary.ts';
import { SHEET_ROWS, type Sheet, type SheetLink, sheetName, workbookParts } from '../../report/workbook.ts';
import type { BundleFolder, ListedFile } from '../folder.ts';
import { storedZip } from '../stored-zip.ts';

/** Bytes of CSV that a workbook takes, the smallest tables first: what is larger no spreadsheet opens with ease. */
const ROOM = 2 ** 24;

/** A table of the bundle with its columns. */
export interface BundleTable {
  readonly file: ListedFile;
  readonly columns: readonly string[];
}

/** All tables as sheets of one workbook, after an index; what is too large for it is named there with its file. */
export async function writeWorkbook(
  out: BundleFolder,
  title: string,
  at: string,
  tables: readonly BundleTable[],
): Promise<void> {
  const whole = fitting(tables.map(({ file }) => file));
  const taken = new Set(['Index']);
  const named = tables.map(({ file, columns }) => {
    const name = sheetName(file.path, taken);
    taken.add(name);
    return { file, name, columns, fits: whole.has(file.path) };
  });
  const sheets = named.map(({ file, name, columns, fits }): Sheet => {
    if (!fits) {
      const why = `This table has ${file.rows} rows, more than fit here. All of them are in ${file.path}`;
      return { name, columns: [{ heading: 'note', type: 'lines' }], count: 1, rows: () => [[why]] };
    }
    async function* rows() {
      for await (const record of out.records(file.path))
        yield columns.map((column) => textOf(record[column] ?? ''));
    }
    return {
      name,
      columns: columns.map((heading) => ({ heading, type: columnOf(file.path, heading)?.[0] ?? 'text' })),
      count: file.rows ?? 0,
      rows,
    };
  });
  const index: Sheet = {
    name: 'Index',
    columns: [
      { heading: 'sheet', type: 'text' },
      { heading: 'table', type: 'lines' },
      { heading: 'rows', type: 'count' },
      { heading: 'about', type: 'text' },
      { heading: 'complete here', type: 'yes/no' },
    ],
    count: named.length,
    rows: () =>
      named.map(({ file, name, fits }) => [
        name,
        file.path,
        String(file.rows ?? 0),
        aboutTable(file.path),
        fits ? 'yes' : 'no',
      ]),
    links: named.map(({ name }, place): SheetLink => ({ row: place + 2, sheet: name })),
  };
  await out.write('human/workbook.xlsx', storedZip(workbookParts(title, at, [index, ...sheets])));
}

/** A cell as in the CSV, apart from negative numbers: no spreadsheet takes a cell's text for a formula here. */
const textOf = (text: string): string => (/^-\d+$/.test(text) ? text : inert(text));

/** The paths of the tables that fit, each as a whole. */
function fitting(files: readonly Pick<ListedFile, 'path' | 'bytes' | 'rows'>[]): ReadonlySet<string> {
  let room = ROOM;
  const paths = new Set<string>();
  for (const { path, bytes, rows } of [...files].sort(
    (a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1),
  )) {
    room -= bytes;
    if (room < 0) break;
    if ((rows ?? 0) < SHEET_ROWS) paths.add(path);
  }
  return paths;
}
