import type { ColumnType } from './dictionary.ts';

/** Rows that a sheet of Excel has, that of the headings included. */
export const SHEET_ROWS = 1_048_576;
/** Characters that a cell holds. */
const CELL_CHARACTERS = 32_767;
const CUT = ' … (cut here; whole in the CSV)';
/** Rows that are put together before they are passed on. */
const BATCH = 500;

/** A column of a sheet. */
export interface SheetColumn {
  readonly heading: string;
  readonly type: ColumnType;
}

/** A cell that leads to the beginning of another sheet. */
export interface SheetLink {
  /** Row number, the headings being row 1. */
  readonly row: number;
  readonly sheet: string;
}

/** A sheet; its rows can be read again and again. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly count: number;
  rows(): AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** In the first column. */
  readonly links?: readonly SheetLink[];
}

/** A part of a workbook's package; its content can be made again and again, the same each time. */
export interface Part {
  readonly path: string;
  content(): AsyncIterable<string> | Iterable<string>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 cannot hold: control characters other than tab and line feed, and halves of characters. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/**
 * Text as a cell holds it. `_x0041_` stands for a character in cells (ST_Xstring, ECMA-376 22.9.2.19), so an
 * underscore that would begin one is written as one.
 */
const cellText = (text: string): string => {
  const whole = text.length > CELL_CHARACTERS ? `${text.slice(0, CELL_CHARACTERS - CUT.length)}${CUT}` : text;
  return escaped(whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replaceAll('\r', '_x000D_'));
};

/** Numbers that a sheet can sort and sum; what is not exactly one stays text. */
const NUMERIC: readonly ColumnType[] = ['count', 'days'];
const isNumber = (text: string): boolean => /^(?:0|-?[1-9]\d{0,14})$/.test(text);

/** Styles by their place in styles.xml. */
const PLAIN = 0;
const HEADING = 1;
const LINK = 2;

const string = (place: string, text: string, style: number): string =>
  `<c r="${place}"${style === PLAIN ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;

/** `A`, `Z`, `AA` of 0, 25, 26. */
const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letters(Math.floor(index / 26) - 1)}${String.fromCharCode(65 + (index % 26))}`;

/** Widths in characters that let most cells of a type be read without dragging. */
const WIDTHS: Readonly<Record<ColumnType, number>> = {
  text: 26,
  list: 28,
  lines: 40,
  count: 12,
  days: 10,
  date: 12,
  time: 25,
  hash: 18,
  json: 32,
  'yes/no': 10,
};
const WIDE =
  /^(?:resource|reason|meaning|about|description|title|message|risk|remediation|notAutomated|askFor|compensatingControl)$/i;

const width = ({ heading, type }: SheetColumn): number =>
  Math.max(WIDE.test(heading) ? 52 : WIDTHS[type], heading.length + 4);

async function* sheetXml({ columns, count, rows, links = [] }: Sheet): AsyncGenerator<string> {
  const linked = new Map(links.map(({ row, sheet }) => [row, sheet]));
  const names = columns.map((_, index) => letters(index));
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols>${columns
    .map(
      (column, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width(column)}" customWidth="1"/>`,
    )
    .join(
      '',
    )}</cols><sheetData><row r="1">${columns.map(({ heading }, index) => string(`${names[index]}1`, heading, HEADING)).join('')}</row>`;
  let number = 1;
  let batch = '';
  for await (const cells of rows()) {
    number += 1;
    const written = cells.map((text, index) =>
      cell(`${names[index]}${number}`, text, columns[index], linked.has(number) && index === 0),
    );
    batch += `<row r="${number}">${written.join('')}</row>`;
    if (number % BATCH === 0) {
      yield batch;
      batch = '';
    }
  }
  const hyperlinks = links.map(
    ({ row, sheet }) =>
      `<hyperlink ref="A${row}" location="${escaped(`'${sheet.replaceAll("'", "''")}'!A1`)}" display="${escaped(sheet)}"/>`,
  );
  yield `${batch}</sheetData><autoFilter ref="A1:${names.at(-1)}${count + 1}"/>${hyperlinks.length > 0 ? `<hyperlinks>${hyperlinks.join('')}</hyperlinks>` : ''}</worksheet>`;
}

const cell = (place: string, text: string, column: SheetColumn | undefined, link: boolean): string => {
  if (text === '') return '';
  return column && NUMERIC.includes(column.type) && isNumber(text)
    ? `<c r="${place}"><v>${text}</v></c>`
    : string(place, text, link ? LINK : PLAIN);
};

const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font><font><u/><sz val="10"/><color rgb="FF1F4A7C"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF0F2F5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/**
 * A workbook (ECMA-376, Office Open XML) as the parts of its package: headings frozen, columns with filters, every text
 * a text, whatever it begins with.
 * @param at ISO 8601; stands as the time it was made
 */
export function workbookParts(title: string, at: string, sheets: readonly Sheet[]): readonly Part[] {
  const type = (path: string, name: string) =>
    `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-${name}+xml"/>`;
  const sheetPath = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;
  const fixed = (path: string, ...xml: readonly string[]): Part => ({
    path,
    content: () => [DECLARATION + xml.join('')],
  });
  return [
    fixed(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
      type('xl/workbook.xml', 'officedocument.spreadsheetml.sheet.main'),
      type('xl/styles.xml', 'officedocument.spreadsheetml.styles'),
      type('docProps/core.xml', 'package.core-properties'),
      ...sheets.map((_, index) => type(sheetPath(index), 'officedocument.spreadsheetml.worksheet')),
      '</Types>',
    ),
    fixed(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ),
    fixed(
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:language>en</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`,
    ),
    fixed(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><bookViews><workbookView/></bookViews><sheets>`,
      ...sheets.map(
        ({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
      ),
      '</sheets></workbook>',
    ),
    fixed(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">`,
      ...sheets.map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      ),
      `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
    ),
    { path: 'xl/styles.xml', content: () => [STYLES] },
    ...sheets.map((sheet, index) => ({ path: sheetPath(index), content: () => sheetXml(sheet) })),
  ];
}

/** A sheet's name for a table: what Excel allows, and unlike those taken. */
export function sheetName(path: string, taken: ReadonlySet<string>): string {
  const most = 31;
  const plain = path
    .replace(/\.csv$/, '')
    .replaceAll('/', ' ')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_');
  const lower = new Set([...taken].map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = `${plain.slice(0, most - suffix.length).trimEnd()}${suffix}`;
    if (!lower.has(name.toLowerCase())) return name;
  }
}
