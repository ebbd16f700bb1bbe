/** Markup that may be put into a page as it is. Everything else is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that turn the direction of what follows, so that a name could look like another. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(DIRECTIONS, '\ufffd');

const rendered = (value: unknown): string => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(rendered).join('');
  return value === null || value === undefined ? '' : escaped(String(value));
};

/** Template literal for markup: values are escaped unless they are markup themselves; lists are joined. */
export const html = (parts: TemplateStringsArray, ...values: readonly unknown[]): Html =>
  new Html(parts.reduce((page, part, index) => page + rendered(values[index - 1]) + part));

/** How a table is read. */
export interface Table {
  /** What it is about; screen readers say it before the table. */
  readonly caption: unknown;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Headings of columns that are aligned to the right. */
  readonly numeric?: readonly string[];
  /** Headings of columns that keep their words whole. */
  readonly short?: readonly string[];
  /** The last row sums up the others. */
  readonly total?: boolean;
}

/** A table whose first column names its rows. */
export function table({ caption, headings, rows, numeric = [], short = [], total = false }: Table): Html {
  const kind = (index: number) => {
    const name = headings[index] ?? '';
    const style = numeric.includes(name) ? 'n' : short.includes(name) ? 's' : '';
    return style ? html` class="${style}"` : '';
  };
  const cells = (row: readonly unknown[]) =>
    row.map((cell, index) =>
      index === 0 ? html`<th scope="row"${kind(index)}>${cell}</th>` : html`<td${kind(index)}>${cell}</td>`,
    );
  return html`<div class="wide"><table${total ? html` class="total"` : ''}><caption>${caption}</caption>
<thead><tr>${headings.map((name, index) => html`<th scope="col"${kind(index)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody></table></div>
`;
}

/** A name that is broken at its own joints where it has to be: an ARN, a type, a path. */
export const joined = (name: string): Html =>
  html`${name.split(/(?<=[:/])(?![:/])/).map((part, index) => html`${index > 0 ? new Html('<wbr>') : ''}${part}`)}`;

/** Date and time to the minute. */
export const minute = (time: string): Html =>
  html`<time datetime="${time}">${time.replace('T', ' ').replace(/:\d\d(?:\.\d+)?Z$/, 'Z')}</time>`;

/**
 * Ink on paper: one hue for links and marks, verdicts told apart by pattern and word before colour. Colours that carry
 * text have a contrast of 4.5 at least on both backgrounds.
 */
const STYLE = new Html(`
:root { color-scheme: only light; --ink: #1b1f24; --soft: #535b66; --line: #d9dde3; --wash: #f5f6f8; --mark: #1f4a7c; --bad: #a1261f; --warn: #8a5200; --good: #1f6b4a; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: #fff; font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif; overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.6rem; }
h1, h2, h3 { font-family: Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'Liberation Serif', Georgia, serif; line-height: 1.2; text-wrap: balance; break-after: avoid; }
h1 { font-size: 2.15rem; font-weight: 600; margin: .2rem 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; font-weight: 600; margin: 3rem 0 .6rem; padding-top: .9rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.06rem; font-weight: 600; margin: 1.6rem 0 .3rem; }
p, ul, ol, dl { margin: .5rem 0 .9rem; max-width: 46rem; } li { margin: .2rem 0; }
a { color: var(--mark); text-underline-offset: .15em; text-decoration-thickness: 1px; } a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100rem; background: #fff; padding: .6rem 1rem; z-index: 1; } .skip:focus { left: 1rem; top: 1rem; }
.over { margin: 0; color: var(--soft); font-size: .82rem; letter-spacing: .08em; text-transform: uppercase; }
.lead { color: var(--soft); } .lead.top { font-size: 1.08rem; margin: 0 0 1.4rem; max-width: 56rem; }
.bad { color: var(--bad); } .warn { color: var(--warn); } .good { color: var(--good); } .bad, .warn, .good { font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; list-style: none; padding: .7rem 0; margin: 0; max-width: none; border: solid var(--line); border-width: 1px 0; font-size: .92rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0; margin: 1.6rem 0; max-width: none; border: 1px solid var(--line); border-radius: 4px; }
.figures div { padding: .8rem 1rem; border-right: 1px solid var(--line); } .figures div:last-child { border-right: 0; }
.figures dt { color: var(--soft); font-size: .84rem; } .figures dd { margin: 0; font: 600 1.55rem/1.25 Charter, 'Bitstream Charter', Cambria, 'Liberation Serif', Georgia, serif; font-variant-numeric: lining-nums; }
.figures dd small { display: block; font: .84rem/1.4 system-ui, 'Liberation Sans', sans-serif; color: var(--soft); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 2.5rem; } .two h2 { margin-top: 1rem; border-top: 0; } .two + h2 { margin-top: 1rem; }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.4rem; max-width: none; } .facts dt { color: var(--soft); } .facts dd { margin: 0; }
.terms dt { font-weight: 600; margin-top: .6rem; } .terms dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 1.4rem; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .36rem .7rem .36rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .84rem; vertical-align: bottom; border-bottom: 1.5px solid var(--ink); overflow-wrap: normal; }
thead { display: table-header-group; } tr { break-inside: avoid; }
.total tbody tr:last-child > * { font-weight: 600; border-top: 1.5px solid var(--ink); }
.n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; } .s { overflow-wrap: normal; } time { white-space: nowrap; overflow-wrap: normal; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; font-size: .88em; }
pre { white-space: pre-wrap; padding: .8rem 1rem; background: var(--wash); border-left: 3px solid var(--mark); margin: .8rem 0; }
.gap { border-left: 3px solid var(--bad); padding: .1rem 0 .1rem 2rem; } .calm { border-left: 3px solid var(--good); padding: .3rem 0 .3rem 1rem; }
figure { margin: 1.2rem 0; break-inside: avoid; } figcaption { color: var(--soft); font-size: .9rem; max-width: 46rem; } svg { display: block; max-width: 100%; height: auto; }
svg text { font: 11px system-ui, 'Liberation Sans', sans-serif; fill: var(--soft); } svg .ink { fill: var(--ink); } svg .on { fill: #fff; font-weight: 600; }
td svg { display: inline-block; vertical-align: middle; }
details { margin: .5rem 0 1.2rem; } summary { cursor: pointer; color: var(--mark); width: fit-content; }
footer { color: var(--soft); font-size: .88rem; margin-top: 3rem; padding-bottom: 3rem; }
@media screen and (max-width: 52rem) { .wide { overflow-x: auto; } .wide table { min-width: 38rem; } .two { grid-template-columns: 1fr; } .facts { grid-template-columns: 1fr; } .facts dt { margin-top: .5rem; } h1 { font-size: 1.6rem; } }
@page { margin: 16mm 14mm; }
@media print { html { font-size: 9.5pt; } body { font-size: 1rem; } header, nav, main, footer { max-width: none; padding: 0; } header { padding-top: 0; } .skip, nav { display: none; } a { color: inherit; text-decoration: none; } h2 { margin-top: 1.4rem; } th, td { padding-top: .22rem; padding-bottom: .22rem; } pre, .figures { break-inside: avoid; } details::details-content { content-visibility: visible; } summary { list-style: none; color: var(--soft); } }
`);

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The parts of a page. */
export interface Page {
  readonly title: string;
  /** Ends with the page's only h1. */
  readonly header: Html;
  /** Names of the page's parts by the id that each stands under, or links to other pages. */
  readonly contents?: Readonly<Record<string, string>>;
  readonly main: Html;
  readonly footer: Html;
}

/** A self-contained page: no script, no font, no image, nothing fetched. */
export const page = ({ title, header, contents = {}, main, footer }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
${header}
</header>
${Object.keys(contents).length > 0 ? html`<nav aria-label="Contents"><ul>${Object.entries(contents).map(([id, name]) => html`<li><a href="${id}">${name}</a></li>`)}</ul></nav>\n` : ''}<main id="main" tabindex="-1">
${main}
</main>
<footer>
${footer}
</footer>
</body>
</html>
`.text;
