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
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const rendered = (value: unknown): string => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(rendered).join('');
  return value === null || value === undefined ? '' : escaped(String(value));
};

/** Template literal for markup: values are escaped unless they are markup themselves; lists are joined. */
export const html = (parts: TemplateStringsArray, ...values: readonly unknown[]): Html =>
  new Html(parts.reduce((page, part, index) => page + rendered(values[index - 1]) + part));

/** A table with headings; columns named in `numeric` are aligned to the right. */
export const table = (
  headings: readonly string[],
  rows: readonly (readonly unknown[])[],
  numeric: readonly string[] = [],
): Html => {
  const kind = (index: number) => (numeric.includes(headings[index] ?? '') ? html` class="n"` : '');
  return html`<table><thead><tr>${headings.map((name, index) => html`<th${kind(index)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${kind(index)}>${cell}</td>`)}</tr>\n`)}</tbody></table>
`;
};

const STYLE = new Html(`
:root { color-scheme: light dark; --rule: #8885; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
th, time { white-space: nowrap; } .n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
pre { overflow-x: auto; padding: .8rem; border: 1px solid var(--rule); } .lead { color: GrayText; margin-top: .2rem; }
.gap { border-left: 4px solid #c60; padding-left: .8rem; } @media print { body { margin: 0; max-width: none; } }
`);

/** A self-contained page: no script, no font, no image, nothing fetched. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
