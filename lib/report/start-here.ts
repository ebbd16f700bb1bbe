import type { BundleSummary } from '../evidence/summary.ts';
import { type Html, html, page, table } from './html.ts';
import { LIMITS, plural } from './words.ts';

/** Deviations shown on the page; the table in the bundle has all of them. */
const SHOWN = 100;

const minute = (time: string): Html =>
  html`<time>${time.replace('T', ' ').replace(/(?::\d\d)?\.\d+Z$/, 'Z')}</time>`;

/**
 * The first page of a bundle: what it covers, what is missing, what deviated, how to verify it.
 * @param origin the program that made it, and the SHA-256 (hex) of the public key in DER form
 */
export function startHere(
  summary: BundleSummary,
  origin: { readonly generator: string; readonly keyFingerprint: string },
): string {
  const { organization, period, accounts, runs, targets, total } = summary;
  const body = html`<h1>SOC 2 evidence from AWS configuration</h1>
<p class="lead">${organization ? `Organization ${organization}` : 'A single account'}, ${period.from} (included) to ${period.to} (excluded), UTC</p>
<p>${LIMITS}</p>
<h2>Gaps first</h2>
${gaps(summary)}
<h2>Deviations</h2>
${deviations(summary)}
<h2>By criterion</h2>
<p>State of each finding at the end of the period, and what changed within it. A rule counts for each criterion that its controls serve, so the lines overlap; the last line counts each finding once.</p>
${table(
  [
    'Criterion',
    'Rules',
    'FAIL',
    'NOT_EVALUATED',
    'PASS',
    'NOT_APPLICABLE',
    'Drifted',
    'Restored',
    'Went blind',
  ],
  [
    ...summary.criteria.map((row) => [row.criterion, row.rules.length, ...numbers(row)]),
    ['All findings', '', ...numbers(total)],
  ],
  ['Rules', 'FAIL', 'NOT_EVALUATED', 'PASS', 'NOT_APPLICABLE', 'Drifted', 'Restored', 'Went blind'],
)}
<h2>What was examined</h2>
${table(
  ['Population', 'Total', 'Examined', 'Source'],
  [
    [
      'Accounts of the Organization',
      accounts.total,
      `${accounts.examined} (${accounts.excluded} excluded, each with its reason)`,
      'scope/accounts.csv',
    ],
    [
      'Daily runs',
      Object.values(runs).reduce((sum, count) => sum + count, 0),
      `${runs.complete} complete, ${runs.partial} partial, ${runs.failed} failed, ${runs.missed} missed, ${runs.unsealed} not sealed`,
      'scope/runs.csv',
    ],
    ['Targets (account and Region), all runs', targets.expected, `${targets.scanned}`, 'chain/results/'],
  ],
  ['Total'],
)}
<h2>Verify this bundle</h2>
<p>Three commands, in the folder of this page. The first two need OpenSSL alone, the third Node.js 20 or newer; none needs AWS, a network or our software.</p>
<pre>openssl dgst -sha256 -verify verify/public-key.pem -signature verify/manifest.sig verify/manifest.pae
grep -c "$(openssl dgst -sha256 -r MANIFEST.json | cut -d' ' -f1)" verify/manifest.pae
node verify/verify.mjs</pre>
<p>The first prints <b>Verified OK</b>: the statement is signed. The second prints <b>1</b>: the statement names this MANIFEST.json. The third checks every file against the manifest, the chain of seals and each run's results.</p>
<p>The key must be the company's. Ask for its fingerprint by another way than this bundle and compare: SHA-256 <code>${origin.keyFingerprint}</code></p>
<h2>Where to look</h2>
${table(
  ['Question', 'File'],
  [
    ['Every finding with its verdict, from when to when', 'results/intervals.csv'],
    ['What failed within the period', 'results/deviations.csv'],
    ['How many resources each rule examined, by account', 'results/populations.csv'],
    ['What failed, by when it was due, and when it was fixed', 'remediation/remediation.csv'],
    ['What was accepted: by whom, why and until when', 'exceptions/exceptions.csv'],
    ['What could not be evaluated, and why', 'gaps/'],
    ['Which control serves which criterion, and why; owners', 'controls/matrix.csv'],
    ['What automation cannot show, and what to ask for instead', 'controls/criteria.csv'],
    ['The rules, with their exact versions and parameters', 'controls/rules.csv, scope/'],
    ['The signed, chained record of every run', 'chain/'],
  ],
)}
<p class="lead">Made by ${origin.generator}. Every number on this page is in summary.json and can be recomputed from the tables.</p>`;
  return page(`SOC 2 evidence ${period.from.slice(0, 10)} to ${period.to.slice(0, 10)}`, body);
}

const numbers = ({ counts, drifted, restored, blinded }: BundleSummary['total']): readonly number[] => [
  counts.FAIL,
  counts.NOT_EVALUATED,
  counts.PASS,
  counts.NOT_APPLICABLE,
  drifted,
  restored,
  blinded,
];

function gaps({ runs, targets, total, faults }: BundleSummary): Html {
  const unscanned = targets.expected - targets.scanned;
  const lines = [
    ...faults,
    runs.missed > 0 && `${plural(runs.missed, 'day')} without a run (gaps/runs-not-complete.csv)`,
    runs.failed > 0 && `${plural(runs.failed, 'run')} failed (gaps/runs-not-complete.csv)`,
    runs.partial > 0 &&
      `${plural(runs.partial, 'run')} did not reach every target (gaps/runs-not-complete.csv)`,
    runs.unsealed > 0 && `${plural(runs.unsealed, 'run')} not sealed when this bundle was made`,
    unscanned > 0 &&
      `${unscanned} of ${targets.expected} target scans did not happen (gaps/targets-not-scanned.csv)`,
    total.counts.NOT_EVALUATED > 0 &&
      `${plural(total.counts.NOT_EVALUATED, 'finding')} not evaluated at the end of the period (gaps/not-evaluated.csv)`,
  ].filter((line) => typeof line === 'string');
  return lines.length === 0
    ? html`<p>None: every day has a complete run, and every finding was evaluated.</p>`
    : html`<ul class="gap">${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;
}

function deviations({ deviations: all, total }: BundleSummary): Html {
  if (all.length === 0) return html`<p>None within the period.</p>`;
  const open = all.filter(({ status }) => status === 'open').length;
  return html`<p>${plural(all.length, 'time')} a resource failed a rule within the period; ${open} still did at its end. ${plural(total.drifted, 'time')} a resource that had passed went over to failing within the period (drift). ${all.length > SHOWN ? `The ${SHOWN} most severe, drift first:` : 'The most severe first, drift before the rest:'}</p>
${table(
  ['Severity', 'Rule', 'Resource', 'Criteria', 'Since', 'Until', 'Observed'],
  all
    .slice(0, SHOWN)
    .map((row) => [
      row.severity,
      row.title,
      row.resource,
      row.criteria,
      minute(row.since),
      row.until === null ? 'still' : minute(row.until),
      row.reason,
    ]),
)}`;
}
