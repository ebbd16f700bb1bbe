import { SEVERITIES } from '../domain/rule.ts';
import { VERDICTS } from '../domain/verdict.ts';
import type { BundleBrief } from '../evidence/summary.ts';
import { type Html, html, joined, minute, page, table } from './html.ts';
import type { Answered, Failing, Overview } from './overview.ts';
import {
  type CoveredDay,
  calendar,
  dayWord,
  fixTimes,
  smallVerdicts,
  verdictsOverTime,
  worstDays,
} from './pictures.ts';
import { reviewsHeld } from './reviews.ts';
import { grouped, longDate, plural, VERDICT_WORDS } from './words.ts';

const DAY_MS = 86_400_000;
/** Stretches of days without a complete run that the page lists. */
const STRETCHES = 40;

/** Days that a period touches. */
const daysIn = ({ from, to }: BundleBrief['period']): number =>
  Math.max(1, Math.ceil(Date.parse(to) / DAY_MS) - Math.floor(Date.parse(from) / DAY_MS));

/** `1 November 2026 to 14 November 2026, 14 days`, of a period whose end is not included. */
export function periodWords({ from, to }: BundleBrief['period']): string {
  const last = new Date(Date.parse(to) - 1).toISOString();
  return daysIn({ from, to }) === 1
    ? `as of ${longDate(last)}`
    : `${longDate(from)} to ${longDate(last)}, ${plural(daysIn({ from, to }), 'day')}`;
}

/** Type I looks at one date, Type II at a period. */
export const typeWords = ({ type }: Pick<BundleBrief, 'type'>): string => `Type ${type}`;

/** What is not as it should be, the record's own faults first. Each with the file that has the details. */
export function gapsOf({
  brief,
  failing,
}: Overview): readonly (readonly [text: string, path: string | null])[] {
  const { runs, targets, total, faults, warnings } = brief;
  const unscanned = targets.expected - targets.scanned;
  const late = [...failing.values()].reduce((sum, { overdue }) => sum + overdue, 0);
  const lines: readonly (readonly [boolean, string, string | null])[] = [
    ...[...faults, ...warnings].map((line) => [true, line, null] as const),
    [runs.failed > 0, `${plural(runs.failed, 'run')} failed`, 'gaps/runs-not-complete.csv'],
    [runs.unsealed > 0, `${plural(runs.unsealed, 'run')} not sealed when this bundle was made`, null],
    [
      unscanned > 0,
      `${grouped(unscanned)} of ${grouped(targets.expected)} target scans did not happen`,
      'gaps/targets-not-scanned.csv',
    ],
    [
      total.counts.NOT_EVALUATED > 0,
      `${plural(total.counts.NOT_EVALUATED, 'finding')} not evaluated at the end of the period`,
      'gaps/not-evaluated.csv',
    ],
    [late > 0, `${plural(late, 'failure')} still open past the deadline`, 'remediation/remediation.csv'],
  ];
  return lines.filter(([holds]) => holds).map(([, text, path]) => [text, path]);
}

/** What somebody at a shell runs in the bundle's folder. */
export const VERIFY_COMMANDS = [
  'sh verify/verify.sh',
  'node verify/verify.mjs',
  'openssl pkey -pubin -in verify/public-key.pem -outform DER | openssl dgst -sha256',
] as const;

/** The signature alone, without any program of the bundle. */
const BY_HAND = [
  'openssl dgst -sha256 -verify verify/public-key.pem -signature verify/manifest.sig verify/manifest.pae',
  `grep -c "$(openssl dgst -sha256 -r MANIFEST.json | cut -d' ' -f1)" verify/manifest.pae`,
] as const;

/** What a bundle is, and is not. */
export const IS = [
  'The record of daily scans of AWS, made by the company for itself: what each resource was like, judged by published rules, from when to when.',
  'Complete for its period, or else its gaps are named below, before anything else. Every number here can be recomputed from the tables beside this page.',
  'Signed and chained, so that a change, a loss or a late insertion shows, without AWS, a network or our software.',
] as const;
export const IS_NOT = [
  'It is no opinion on the controls: the tool reports, the auditor concludes.',
  'It sees configuration as the AWS APIs reported it. What people do, decide and approve elsewhere is not in it; the limits are listed criterion by criterion.',
  'It does not cover AWS itself, whose controls AWS’s own reports describe (carve-out).',
] as const;

/** The few words that have a meaning of their own here. */
const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  ['Finding', 'One rule applied to one resource. It has one verdict at a time.'],
  ['Fail, pass', 'The resource does not do, or does, what the rule asks.'],
  ['Not evaluated', 'AWS did not answer what had to be known. It is never counted as a pass.'],
  ['Not applicable', 'The rule does not concern the resource; each says why.'],
  ['Target', 'One account in one Region; what a run scans one by one.'],
  ['Deviation', 'A stretch of time in which a finding failed. Those that ended are listed too.'],
  ['Drift', 'A finding that had passed began to fail within the period.'],
  [
    'Exception',
    'A failure accepted for a time, asked for by one person and approved by another. It stays a failure in every table.',
  ],
  ['Seal', 'The signed record of one run. It names the seal before it, so that none can be taken out.'],
];

/** Questions and the file that answers each; those that a bundle does not have are left out. */
const ANSWERS: readonly (readonly [question: string, path: string])[] = [
  ['Every finding with its verdict, from when to when', 'results/intervals.csv'],
  ['What failed within the period', 'results/deviations.csv'],
  ['Findings by verdict on each day', 'results/by-day.csv'],
  ['How many resources each rule examined, by account', 'results/populations.csv'],
  ['What failed, by when it was due, and when it was fixed', 'remediation/remediation.csv'],
  ['What was accepted: by whom, why and until when', 'exceptions/exceptions.csv'],
  ['Each day of the period with the state of its run', 'gaps/calendar.csv'],
  ['Account, Region and rule that were not covered, and when', 'gaps/coverage.csv'],
  ['What could not be evaluated, and why', 'gaps/not-evaluated.csv'],
  ['Which control serves which criterion, why, and who owns it', 'controls/matrix.csv'],
  ['How often each control was to be held, and was', 'controls/occurrences.csv'],
  ['What changed in controls and rules within the period', 'controls/versions.csv'],
  ['What automation cannot show, and what to ask for instead', 'controls/criteria.csv'],
  ['The rules with their results', 'controls/rules.csv'],
  ['Which accounts were examined, which were not, and why', 'scope/accounts.csv'],
  ['Who could enter at the end of the period', 'access-reviews/principals.csv'],
  ['Who reviewed that, when, and what was decided', 'access-reviews/reviews.csv'],
  ['What became of each decision', 'access-reviews/decisions.csv'],
  ['Where each listing comes from, and how complete it is', 'ipe/'],
  ['Full populations to draw samples from', 'populations/'],
  ['The signed, chained record of every run', 'chain/'],
  ['All tables as one workbook', 'human/workbook.xlsx'],
  ['What every column of every table means', 'human/data-dictionary.csv'],
  ['The same for programs: OSCAL and OCSF', 'machine/'],
];

/** Pages that are written after this one, beside it. */
const COMING = ['human/workbook.xlsx', 'human/data-dictionary.csv'];

/** The answers that a bundle of these files has. */
const answersIn = (paths: readonly string[]): typeof ANSWERS =>
  ANSWERS.filter(([, path]) => [...paths, ...COMING].some((file) => file.startsWith(path)));

const sumOf = (failing: Iterable<Failing>): Failing => {
  const total = { open: 0, ended: 0, accepted: 0, overdue: 0, late: 0 };
  for (const one of failing)
    for (const name of Object.keys(total) as (keyof Failing)[]) total[name] += one[name];
  return total;
};

/** The figures that stand at the top: name, number, what to know of it. */
export function figuresOf(
  overview: Overview,
): readonly (readonly [name: string, figure: string, note: string])[] {
  const { brief, days, failing } = overview;
  const { runs, accounts, total } = brief;
  const { open, overdue, accepted } = sumOf(failing.values());
  const run = days.filter(({ status }) => status === 'complete' || status === 'partial').length;
  const counts = total.counts;
  return [
    [
      'Days with a run',
      `${run} of ${daysIn(brief.period)}`,
      [
        `${runs.complete} complete`,
        runs.partial > 0 ? `${runs.partial} partial` : '',
        runs.failed > 0 ? `${runs.failed} failed` : '',
        runs.missed > 0 ? `${runs.missed} missed` : '',
      ]
        .filter((word) => word !== '')
        .join(', '),
    ],
    [
      'Accounts examined',
      `${grouped(accounts.examined)} of ${grouped(accounts.total)}`,
      accounts.excluded > 0 ? `${accounts.excluded} excluded, with reasons` : 'none excluded',
    ],
    ['Failing at the end', grouped(counts.FAIL), `${grouped(counts.PASS)} pass`],
    ['Not evaluated at the end', grouped(counts.NOT_EVALUATED), 'never counted as a pass'],
    ['Past their deadline', grouped(overdue), `of ${grouped(open)} open; ${grouped(accepted)} accepted`],
  ];
}

/**
 * The first page of a bundle: what it covers, what is missing, what deviated, how to verify it.
 */
export function startHere(overview: Overview): string {
  const { brief, generator, keyFingerprint, history, controls, limits, paths } = overview;
  const { organization, period, accounts } = brief;
  const who = organization ? `Organization ${organization}` : 'A single account';
  const gaps = gapsOf(overview);
  const main = html`<dl class="figures">${figuresOf(overview).map(([name, figure, note]) => html`<div><dt>${name}</dt><dd>${figure}<small>${note}</small></dd></div>\n`)}</dl>
<div class="two"><section aria-labelledby="is"><h2 id="is">What this is</h2><ul>${IS.map((line) => html`<li>${line}</li>\n`)}</ul></section>
<section aria-labelledby="is-not"><h2 id="is-not">What it is not</h2><ul>${IS_NOT.map((line) => html`<li>${line}</li>\n`)}</ul></section></div>

<h2 id="gaps">Gaps first</h2>
${
  gaps.length === 0
    ? html`<p class="calm">None: every day has a complete run, and every finding was evaluated.</p>`
    : html`<ul class="gap">${gaps.map(([text, path]) => html`<li>${text}${path ? html` (<a href="${path}">${path}</a>)` : ''}</li>\n`)}</ul>`
}

<h2 id="coverage">Coverage</h2>
${coverage(overview)}

<h2 id="deviations">Deviations and their repair</h2>
${deviations(overview)}

<h2 id="criteria">Criteria</h2>
${criteria(overview)}
${history.has('*') ? overTime(overview) : ''}

<h2 id="controls">Controls</h2>
<p>Each control has a page of its own: what was tested, how, over which population, the result, and what deviated with management’s response.</p>
${table({
  caption: 'Controls in scope and their state at the end of the period',
  headings: ['Control', 'Criteria', 'Owner', 'Rules', 'Held', 'Fail', 'Not evaluated', 'Overdue'],
  rows: controls.map(({ id, title, criteria, owner, rules, occurrences, counts, failing }) => [
    html`<a href="human/controls/${id}.html">${title}</a>`,
    Object.keys(criteria).join(' '),
    owner || 'not named',
    rules.length,
    occurrences ? `${occurrences.held} of ${occurrences.expected}` : '',
    grouped(counts.FAIL),
    grouped(counts.NOT_EVALUATED),
    grouped(failing.overdue),
  ]),
  numeric: ['Rules', 'Held', 'Fail', 'Not evaluated', 'Overdue'],
  short: ['Criteria', 'Owner'],
})}

<h2 id="reviews">Access reviews</h2>
${reviewsHeld(overview.reviews, (path) => html`<a href="${path}">${path}</a>`)}

<h2 id="verify">Verify this bundle</h2>
<p>Three commands, in the folder of this page; none needs AWS, a network or our software.</p>
<pre>${VERIFY_COMMANDS.join('\n')}</pre>
<ol><li>The first needs a shell and OpenSSL: it checks the signature, every file against the signed list, and the chain of the runs’ seals. It prints <b>INTACT</b>, or names every fault.</li>
<li>The second needs Node.js 20 or newer. It checks the same by another program, and the results under each seal, and counts the signatures that AWS recorded.</li>
<li>The third prints the fingerprint of the key that signed. Ask the company for it by another way than this bundle and compare: a forger could have signed with a key of their own. It should be SHA-256 <code>${keyFingerprint}</code></li></ol>
<details><summary>The signature by hand, without a program of this bundle</summary>
<pre>${BY_HAND.join('\n')}</pre>
<p>The first prints <b>Verified OK</b>: the statement is signed. The second prints <b>1</b>: the statement names this MANIFEST.json.</p></details>

<h2 id="where">Where to look</h2>
${table({
  caption: 'Questions and the files that answer them',
  headings: ['Question', 'File'],
  rows: answersIn(paths).map(([question, path]) => [question, html`<a href="${path}">${path}</a>`]),
})}

<h2 id="limits">What automation cannot show</h2>
<p>Whoever relies on this bundle asks the company for the rest.</p>
${table({
  caption: 'Limits by criterion, and what to ask for instead',
  headings: ['Criterion', 'Cannot be shown from configuration', 'Ask for'],
  short: ['Criterion'],
  rows: limits.map(({ criterion, title, notAutomated, askFor }) => [
    html`<b>${criterion}</b><br>${title}`,
    notAutomated,
    html`<ul>${askFor.split(' | ').map((what) => html`<li>${what}</li>`)}</ul>`,
  ]),
})}

<h2 id="words">Words</h2>
<dl class="terms">${GLOSSARY.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>\n`)}</dl>`;
  return page({
    title: `SOC 2 evidence ${period.from.slice(0, 10)} to ${period.to.slice(0, 10)}`,
    header: html`<p class="over">SOC 2 evidence · ${typeWords(brief)}</p>
<h1>${who}, ${periodWords(period)}</h1>
<p class="lead top">Configuration of AWS in ${plural(accounts.examined, 'account')}, from ${minute(period.from)} (included) to ${minute(period.to)} (excluded), UTC, for ${plural(brief.criteria.length, 'criterion', 'criteria')} of the Trust Services Criteria: ${brief.criteria.map(({ criterion }) => criterion).join(', ')}.</p>`,
    contents: {
      '#gaps': 'Gaps',
      '#coverage': 'Coverage',
      '#deviations': 'Deviations',
      '#criteria': 'Criteria',
      '#controls': 'Controls',
      '#reviews': 'Access reviews',
      '#verify': 'Verify',
      '#where': 'Where to look',
      '#limits': 'Limits',
      '#words': 'Words',
    },
    main,
    footer: html`<p>Made by ${generator}. Every number on this page is in summary.json or can be recomputed from the tables.</p>`,
  });
}

/** Days in a row of one state that is not complete. */
function stretches(days: readonly CoveredDay[]) {
  const found: { status: CoveredDay['status']; from: string; to: string; count: number }[] = [];
  let before: CoveredDay['status'] = 'complete';
  for (const { day, status } of days) {
    const last = found.at(-1);
    if (status !== 'complete' && status === before && last) {
      last.to = day;
      last.count += 1;
    } else if (status !== 'complete') found.push({ status, from: day, to: day, count: 1 });
    before = status;
  }
  return found;
}

function coverage({ brief, days }: Overview): Html {
  const { accounts, runs, targets } = brief;
  const all = stretches(days);
  return html`<p>A run is due every day. A partial run did not reach every target; a missed one was due and did not happen, and is sealed as such.</p>
${days.length === 0 ? '' : html`<figure>${calendar(days)}<figcaption>Days of the period by the state of their runs.</figcaption></figure>`}
${
  all.length === 0
    ? ''
    : table({
        caption:
          all.length > STRETCHES
            ? `The first ${STRETCHES} of ${all.length} stretches of days without a complete run; all are in gaps/calendar.csv`
            : 'Days without a complete run',
        headings: ['From', 'To', 'Days', 'State'],
        rows: all
          .slice(0, STRETCHES)
          .map(({ status, from, to, count }) => [from, to, count, dayWord(status)]),
        numeric: ['Days'],
      })
}
${table({
  caption: 'What was to be examined, and what was',
  headings: ['Population', 'Total', 'Examined', 'Source'],
  rows: [
    [
      'Accounts of the Organization',
      grouped(accounts.total),
      `${grouped(accounts.examined)} (${accounts.excluded} excluded, each with its reason)`,
      html`<a href="scope/accounts.csv">scope/accounts.csv</a>`,
    ],
    [
      'Daily runs',
      grouped(Object.values(runs).reduce((sum, count) => sum + count, 0)),
      `${runs.complete} complete, ${runs.partial} partial, ${runs.failed} failed, ${runs.missed} missed, ${runs.unsealed} not sealed`,
      html`<a href="scope/runs.csv">scope/runs.csv</a>`,
    ],
    [
      'Targets (account and Region), all runs',
      grouped(targets.expected),
      grouped(targets.scanned),
      html`<a href="gaps/targets-not-scanned.csv">gaps/targets-not-scanned.csv</a>`,
    ],
  ],
  numeric: ['Total'],
})}`;
}

function deviations({ brief, failing, fixTimes: times, exceptions, worst }: Overview): Html {
  const { deviations: counted, total } = brief;
  const all = sumOf(failing.values());
  const shown = times.filter(({ days }) => days.length > 0);
  const accepted = [...exceptions].map(([state, count]) => `${count} ${state}`).join(', ');
  return html`<p>${plural(counted.total, 'time')} a resource failed a rule within the period; ${grouped(counted.open)} still did at its end. ${plural(total.drifted, 'time')} a resource that had passed went over to failing (drift). ${accepted ? `Exceptions: ${accepted} (an accepted failure stays a failure).` : 'There was no exception.'}</p>
${table({
  caption: 'Failures that touch the period, by severity; those fixed in time count too',
  headings: [
    'Severity',
    'Days given',
    'Open',
    'Of these overdue',
    'Of these accepted',
    'Ended',
    'Of these late',
  ],
  rows: [
    ...SEVERITIES.map((severity) => {
      const { open, overdue, accepted, ended, late } = failing.get(severity) ?? sumOf([]);
      const days = times.find((lane) => lane.severity === severity)?.days ?? [];
      return [
        severity,
        days.join(', then ') || 'none',
        ...[open, overdue, accepted, ended, late].map(grouped),
      ];
    }),
    ['All', '', ...[all.open, all.overdue, all.accepted, all.ended, all.late].map(grouped)],
  ],
  numeric: ['Days given', 'Open', 'Of these overdue', 'Of these accepted', 'Ended', 'Of these late'],
  total: true,
})}
${
  all.open + all.ended === 0 || shown.length === 0
    ? ''
    : html`<figure>${fixTimes(shown)}<figcaption>How much of the time given to it each failure took, or has taken so far. A bar is a tenth of the time given; the number under it counts failures.</figcaption></figure>`
}
${
  worst.length === 0
    ? html`<p class="calm">Nothing failed within the period.</p>`
    : table({
        caption:
          counted.total > worst.length
            ? html`The ${worst.length} that matter most: open before ended, the most severe first. ${grouped(counted.total - worst.length)} more are in <a href="results/deviations.csv">results/deviations.csv</a>, and by control on the controls’ pages`
            : 'All of them: open before ended, the most severe first',
        headings: ['Severity', 'What should hold', 'Resource', 'Since', 'Until', 'Due', 'Observed'],
        rows: worst.map(deviationCells),
        short: ['Severity', 'Until'],
      })
}`;
}

const deviationCells = ({ deviation, remediation }: Answered): readonly unknown[] => [
  deviation.severity,
  deviation.title,
  joined(deviation.resource),
  minute(deviation.since),
  deviation.until === '' ? 'still' : minute(deviation.until),
  dueWords(remediation),
  deviation.reason,
];

/** When a failure was due, and how that went. */
export const dueWords = (remediation: Answered['remediation']): Html =>
  remediation === null || remediation.due === ''
    ? html`no deadline`
    : html`<time datetime="${remediation.due}">${remediation.due.slice(0, 10)}</time> ${
        ['late', 'overdue'].includes(remediation.timing)
          ? html`<span class="bad">${remediation.timing}</span>`
          : remediation.timing
      }${remediation.accepted === 'yes' ? ', accepted' : ''}`;

function criteria({ brief, history, limits }: Overview): Html {
  const titles = new Map(limits.map(({ criterion, title }) => [criterion, title]));
  const pictured = history.size > 0 && daysIn(brief.period) > 1;
  return html`<p>The state of each finding at the end of the period, and what changed within it. A rule counts for each criterion that its controls serve, so the lines overlap; the last line counts each finding once.</p>
${table({
  caption: 'Findings by criterion',
  headings: [
    'Criterion',
    ...(pictured ? ['Over the period'] : []),
    'Rules',
    ...VERDICTS.map((verdict) => VERDICT_WORDS[verdict]),
    'Drifted',
    'Restored',
    'Went blind',
  ],
  rows: [
    ...brief.criteria.map((row) => [
      html`<b>${row.criterion}</b> ${titles.get(row.criterion)}`,
      ...(pictured
        ? [
            row.rules.length > 0
              ? smallVerdicts(row.criterion, worstDays(history.get(row.criterion) ?? []))
              : '',
          ]
        : []),
      row.rules.length,
      ...VERDICTS.map((verdict) => grouped(row.counts[verdict])),
      grouped(row.drifted),
      grouped(row.restored),
      grouped(row.blinded),
    ]),
    [
      'All findings',
      ...(pictured ? [''] : []),
      '',
      ...VERDICTS.map((verdict) => grouped(brief.total.counts[verdict])),
      grouped(brief.total.drifted),
      grouped(brief.total.restored),
      grouped(brief.total.blinded),
    ],
  ],
  numeric: [
    'Rules',
    ...VERDICTS.map((verdict) => VERDICT_WORDS[verdict]),
    'Drifted',
    'Restored',
    'Went blind',
  ],
  total: true,
})}`;
}

function overTime({ history }: Overview): Html {
  const every = history.get('*') ?? [];
  const days = worstDays(every);
  const by = days.length === every.length ? 'each day' : 'the worst day of each week';
  return html`<h3>All findings over the period</h3>
<figure>${verdictsOverTime(days)}<figcaption>Solid: fail. Hatched: not evaluated. Pale: pass. Shown is ${by}; the same by criterion, in the table above, bottom to top, each on its own scale.</figcaption></figure>
<details><summary>The same as a table</summary>
${table({
  caption: html`Findings by verdict, ${by}; every day and criterion is in <a href="results/by-day.csv">results/by-day.csv</a>`,
  headings: ['Day', ...VERDICTS.map((verdict) => VERDICT_WORDS[verdict])],
  rows: days.map(({ day, counts }) => [day, ...VERDICTS.map((verdict) => grouped(counts[verdict]))]),
  numeric: VERDICTS.map((verdict) => VERDICT_WORDS[verdict]),
})}</details>`;
}
