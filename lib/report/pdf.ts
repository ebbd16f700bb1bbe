import type PDFDocument from 'pdfkit';
import { SEVERITIES } from '../domain/rule.ts';
import { VERDICTS } from '../domain/verdict.ts';
import type { Overview } from './overview.ts';
import { figuresOf, gapsOf, IS, IS_NOT, periodWords, typeWords, VERIFY_COMMANDS } from './start-here.ts';
import { grouped, plural, VERDICT_WORDS } from './words.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** Gaps that the file lists; START-HERE.html has all. */
const GAPS = 14;
/** Characters of one line of text that comes from names. */
const LINE = 300;

const [INK, SOFT, RULE, BAD] = ['#1b1f24', '#535b66', '#c9ced6', '#a1261f'];
const [PLAIN, BOLD, SERIF, MONO] = ['Helvetica', 'Helvetica-Bold', 'Times-Bold', 'Courier'] as const;

/** Those beyond Latin-1 that WinAnsi has (PDF 32000-1, annex D). */
const WIN_ANSI = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
/** What stands for a character that the standard fonts do not have. */
const LACKING = '?';

/** Text with what the standard fonts can show, and whether something was replaced. */
export function winAnsi(text: string): { readonly text: string; readonly replaced: boolean } {
  let replaced = false;
  const shown = [...text.replace(/\s+/g, ' ')].map((character) => {
    if (/[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]/.test(character) || WIN_ANSI.includes(character))
      return character;
    replaced = true;
    return LACKING;
  });
  return { text: shown.join(''), replaced };
}

/** A page of the file, in the order in which it is read. */
class Sheet {
  readonly #pdf: Pdf;
  readonly #root;
  replaced = false;

  constructor(pdf: Pdf) {
    this.#pdf = pdf;
    this.#root = pdf.struct('Document');
    pdf.addStructure(this.#root);
  }

  #shown(text: string): string {
    const shown = winAnsi(text.length > LINE ? `${text.slice(0, LINE)} …` : text);
    this.replaced ||= shown.replaced;
    return shown.text;
  }

  /** A text of a kind, such as a heading or a paragraph. */
  text(kind: string, text: string, font: string, size: number, color = INK, gap = 0.3): void {
    this.#root.add(
      this.#pdf.struct(kind, {}, () => {
        this.#pdf.font(font).fontSize(size).fillColor(color).text(this.#shown(text));
      }),
    );
    this.#pdf.moveDown(gap);
  }

  heading(text: string): void {
    this.#pdf.moveDown(0.5);
    this.text('H2', text, SERIF, 13, INK, 0.2);
  }

  list(items: readonly string[], color = INK): void {
    const list = this.#pdf.struct('L');
    this.#root.add(list);
    for (const item of items) {
      const entry = this.#pdf.struct('LI');
      list.add(entry);
      const { left } = this.#pdf.page.margins;
      const write = (text: string, x: number) =>
        this.#pdf.font(PLAIN).fontSize(9).fillColor(color).text(text, x, this.#pdf.y, { paragraphGap: 1 });
      entry.add(this.#pdf.struct('Lbl', {}, () => void write('•', left).moveUp()));
      entry.add(this.#pdf.struct('LBody', {}, () => void write(this.#shown(item), left + 10)));
      this.#pdf.x = left;
    }
    this.#pdf.moveDown(0.3);
  }

  /** A table; the first column is as wide as it needs, the others share the rest to the right. */
  table(first: number, headings: readonly string[], rows: readonly (readonly string[])[]): void {
    const { left, right } = this.#pdf.page.margins;
    const width = this.#pdf.page.width - left - right;
    const column = (width - first) / Math.max(1, headings.length - 1);
    const table = this.#pdf.struct('Table');
    this.#root.add(table);
    for (const [number, cells] of [headings, ...rows].entries()) {
      if (this.#pdf.y > this.#pdf.page.height - this.#pdf.page.margins.bottom - 14) this.#pdf.addPage();
      const y = this.#pdf.y;
      const row = this.#pdf.struct('TR');
      table.add(row);
      for (const [index, cell] of cells.entries()) {
        row.add(
          this.#pdf.struct(number === 0 || index === 0 ? 'TH' : 'TD', {}, () => {
            this.#pdf
              .font(number === 0 || index === 0 ? BOLD : PLAIN)
              .fontSize(8.5)
              .fillColor(number === 0 ? SOFT : INK)
              .text(this.#shown(cell), left + (index === 0 ? 0 : first + (index - 1) * column), y, {
                width: index === 0 ? first : column,
                align: index === 0 ? 'left' : 'right',
                lineBreak: false,
                ellipsis: true,
                height: 11,
              });
          }),
        );
      }
      this.#pdf.x = left;
      this.#pdf.y = y + 13;
      this.#pdf.markContent('Artifact', { type: 'Layout' });
      this.#pdf
        .moveTo(left, y + 11)
        .lineTo(left + width, y + 11)
        .lineWidth(number === 0 ? 0.8 : 0.3)
        .stroke(number === 0 ? INK : RULE);
      this.#pdf.endMarkedContent();
    }
    this.#pdf.moveDown(0.3);
  }
}

/**
 * START-HERE in brief, on two pages, in the fonts that every reader has. Not compressed, because compressors differ
 * between versions; its only times are that of the period's end, so that the same record gives the same bytes.
 */
export async function* startHerePdf(overview: Overview): AsyncGenerator<Buffer> {
  const { brief, keyFingerprint, generator, failing, limits } = overview;
  const { period, organization } = brief;
  const title = `SOC 2 evidence: ${organization ?? 'a single account'}, ${periodWords(period)}`;
  const at = new Date(period.to);
  // Loaded here, because most of what imports this makes no file of its kind.
  const { default: Document } = await import('pdfkit');
  const pdf = new Document({
    size: 'A4',
    margins: { top: 48, bottom: 48, left: 54, right: 54 },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    compress: false,
    info: { Title: winAnsi(title).text, CreationDate: at, ModDate: at, Creator: 'Vouch', Producer: 'Vouch' },
  });
  const sheet = new Sheet(pdf);
  sheet.text('P', `SOC 2 EVIDENCE · ${typeWords(brief).toUpperCase()}`, PLAIN, 8, SOFT, 0.2);
  sheet.text(
    'H1',
    `${organization ? `Organization ${organization}` : 'A single account'}, ${periodWords(period)}`,
    SERIF,
    19,
  );
  sheet.text(
    'P',
    `From ${period.from} (included) to ${period.to} (excluded), UTC. This is START-HERE.html in brief: that page and the tables beside it have everything.`,
    PLAIN,
    9,
    SOFT,
  );
  sheet.table(
    150,
    ['In brief', '', ''],
    figuresOf(overview).map(([name, figure, note]) => [name, figure, note]),
  );

  sheet.heading('Gaps first');
  const gaps = gapsOf(overview);
  if (gaps.length === 0)
    sheet.text('P', 'None: every day has a complete run, and every finding was evaluated.', PLAIN, 9);
  else
    sheet.list(
      [
        ...gaps.slice(0, GAPS).map(([text, path]) => (path ? `${text} (${path})` : text)),
        ...(gaps.length > GAPS ? [`${gaps.length - GAPS} more in START-HERE.html`] : []),
      ],
      BAD,
    );

  sheet.heading('Failures that touch the period, by severity');
  sheet.table(
    120,
    ['Severity', 'Open', 'Overdue', 'Accepted', 'Ended', 'Late'],
    SEVERITIES.map((severity) => {
      const { open = 0, overdue = 0, accepted = 0, ended = 0, late = 0 } = failing.get(severity) ?? {};
      return [severity, ...[open, overdue, accepted, ended, late].map(grouped)];
    }),
  );

  sheet.heading('Findings at the end of the period, by criterion');
  const titles = new Map(limits.map((row) => [row.criterion, row.title]));
  sheet.table(
    232,
    ['Criterion', ...VERDICTS.map((verdict) => VERDICT_WORDS[verdict])],
    [
      ...brief.criteria.map((row) => [
        `${row.criterion} ${titles.get(row.criterion) ?? ''}`,
        ...VERDICTS.map((verdict) => grouped(row.counts[verdict])),
      ]),
      ['All findings, each once', ...VERDICTS.map((verdict) => grouped(brief.total.counts[verdict]))],
    ],
  );

  sheet.heading('What this is, and what it is not');
  sheet.list([...IS, ...IS_NOT]);

  sheet.heading('What automation cannot show');
  sheet.list(limits.map(({ criterion, notAutomated }) => `${criterion}: ${notAutomated}`));

  sheet.heading('Verify this bundle');
  sheet.text(
    'P',
    `In the folder of this file, ${plural(VERIFY_COMMANDS.length, 'command')}; START-HERE.html says what each shows.`,
    PLAIN,
    9,
  );
  for (const command of VERIFY_COMMANDS) sheet.text('Code', command, MONO, 7.5, INK, 0.25);
  sheet.text(
    'P',
    'The key must be the company’s. Ask for its fingerprint by another way than this bundle and compare, SHA-256:',
    PLAIN,
    9,
  );
  sheet.text('Code', keyFingerprint, MONO, 8.5);
  sheet.text(
    'P',
    `Made by ${generator}.${sheet.replaced ? ` “${LACKING}” stands for characters that the fonts of this file do not have; START-HERE.html shows them.` : ''}`,
    PLAIN,
    8,
    SOFT,
  );
  pdf.end();
  for await (const chunk of pdf) yield chunk as Buffer;
}
