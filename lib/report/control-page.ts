import { VERDICTS } from '../domain/verdict.ts';
import { type Html, html, joined, minute, page, table } from './html.ts';
import type { Answered, ControlReport, ExceptionRow, Overview, TestedRule } from './overview.ts';
import { reviewsHeld } from './reviews.ts';
import { dueWords, periodWords, typeWords } from './start-here.ts';
import { grouped, plural, VERDICT_WORDS } from './words.ts';

/** The control whose page tells of access reviews. */
const REVIEWING: ControlReport['id'] = 'access-review';

/** A file of the bundle, seen from a control's page. */
const file = (path: string): Html => html`<a href="../../${path}">${path}</a>`;

/** A control in the shape of a report's Section 4: criterion, control, test, population, result, exceptions, response. */
export function controlPage(
  control: ControlReport,
  { brief, generator, limits, controls, paths, reviews }: Overview,
): string {
  const { id, title, description, owner, criteria, rules, occurrences } = control;
  const { period, organization } = brief;
  const main = html`<h2 id="control">Criteria and control</h2>
${table({
  caption: 'Criteria that the control serves, and why',
  headings: ['Criterion', 'About', 'Why the control serves it'],
  rows: Object.entries(criteria).map(([criterion, reason]) => [
    html`<b>${criterion}</b>`,
    limits.find((row) => row.criterion === criterion)?.title,
    reason,
  ]),
})}
<dl class="facts"><dt>Control</dt><dd>${description}</dd><dt>Owner</dt><dd>${owner || 'not named in the scope file'}</dd><dt>Id</dt><dd><code>${id}</code></dd></dl>

<h2 id="test">Test performed</h2>
${test(control, paths)}

<h2 id="result">Result</h2>
${result(control)}

${id === REVIEWING ? html`<h2 id="reviews">Reviews held</h2>\n${reviewsHeld(reviews, file)}\n\n` : ''}<h2 id="exceptions">Deviations and management’s response</h2>
${deviations(control)}

<h2 id="limits">What this cannot show</h2>
<dl class="terms">${limits
    .filter(({ criterion }) => criterion in criteria)
    .map(
      ({ criterion, notAutomated, askFor }) =>
        html`<dt>${criterion}</dt><dd>${notAutomated} Ask for: ${askFor.replaceAll(' | ', '; ')}.</dd>\n`,
    )}</dl>`;
  const index = controls.indexOf(control);
  const [before, after] = [controls[index - 1], controls[index + 1]];
  return page({
    title: `${title} · SOC 2 evidence ${period.from.slice(0, 10)} to ${period.to.slice(0, 10)}`,
    header: html`<p class="over">Control ${id} · ${typeWords(brief)}</p>
<h1>${title}</h1>
<p class="lead top">${organization ? `Organization ${organization}` : 'A single account'}, ${periodWords(period)}, UTC. ${plural(rules.length, 'rule')} over ${plural(new Set(rules.map(({ resource }) => resource)).size, 'type')} of resource${occurrences ? `; held on ${occurrences.held} of ${plural(occurrences.expected, 'day')}` : ''}.</p>`,
    contents: {
      '../../START-HERE.html': 'All of the bundle',
      '#test': 'Test',
      '#result': 'Result',
      ...(id === REVIEWING && { '#reviews': 'Reviews held' }),
      '#exceptions': 'Deviations',
      '#limits': 'Limits',
    },
    main,
    footer: html`<p>${before ? html`Before: <a href="${before.id}.html">${before.title}</a>. ` : ''}${after ? html`Next: <a href="${after.id}.html">${after.title}</a>. ` : ''}<a href="../../START-HERE.html#controls">All controls</a>. Made by ${generator}.</p>`,
  });
}

const often = (occurrences: ControlReport['occurrences']): string => {
  if (!occurrences) return 'never within the period';
  const { frequency, expected, held, partial, missed, missedDays } = occurrences;
  return `${frequency}: held on ${held} of ${plural(expected, 'day')}, on ${partial} of these in part${missed > 0 ? `; missed on ${missedDays}` : ''}`;
};

function test({ id, rules, occurrences }: ControlReport, paths: readonly string[]): Html {
  const population = `populations/${id}.csv`;
  if (rules.length === 0)
    return html`<p class="gap">No rule tests this control, so this bundle holds no evidence of its operation: see what to ask for below.</p>`;
  return html`<dl class="facts"><dt>How</dt><dd>Each resource’s configuration was read through the AWS API, and each rule below decided from what was read. A read that AWS refused or did not answer is “not evaluated”, never a pass.</dd>
<dt>How often</dt><dd>${often(occurrences)} (${file('controls/occurrences.csv')})</dd>
<dt>Population</dt><dd>All resources of the types below in every account and Region in scope; none was sampled. Counts by rule and account, zeroes included, are in ${file('results/populations.csv')}; every finding of the rules with its history is in ${file('results/intervals.csv')}${paths.includes(population) ? html`; the rows to draw samples from, as of the end of the period, are in ${file(population)}` : ''}.</dd></dl>
${table({
  caption: html`Rules of ${id}, and what each examined at the end of the period; their text, risk and repair are in ${file('controls/rules.csv')}`,
  headings: ['What should hold', 'Severity', 'Resource', 'Found', 'In accounts'],
  rows: rules.map((rule) => [
    html`${rule.title}<br><code class="lead">${rule.id}</code>${technical(rule)}`,
    rule.severity,
    joined(rule.resource),
    grouped(rule.resources),
    `${grouped(rule.accounts - rule.accountsWithout)} of ${grouped(rule.accounts)}`,
  ]),
  numeric: ['Found', 'In accounts'],
  short: ['Severity', 'Resource'],
})}`;
}

function technical({ versions, parameters, actions }: TestedRule): Html {
  const lines = [
    versions.length > 1 &&
      html`<br><span class="warn">changed within the period:</span> versions ${versions.join(', ')}`,
    parameters.length > 0 &&
      html`<br>${parameters.length > 1 ? html`<span class="warn">parameters changed:</span> ` : 'with '}${parameters.map((text, index) => html`${index > 0 ? ', then ' : ''}<code>${text}</code>`)}`,
    actions.length > 0 && html`<br>reads ${actions.join(', ')}`,
  ];
  return html`${lines.filter((line) => line !== false)}`;
}

function result({ rules, counts, failing }: ControlReport): Html {
  const VERDICT_HEADINGS = VERDICTS.map((verdict) => VERDICT_WORDS[verdict]);
  const { open, overdue, accepted, ended, late } = failing;
  return html`<p>${plural(ended + open, 'failure')} ${ended + open === 1 ? 'touches' : 'touch'} the period: ${grouped(ended)} ended (${grouped(late)} of these late) and ${grouped(open)} ${open === 1 ? 'was' : 'were'} open at its end (${grouped(overdue)} of these overdue, ${grouped(accepted)} accepted).${counts.NOT_EVALUATED > 0 ? html` <span class="warn">${plural(counts.NOT_EVALUATED, 'finding')} could not be evaluated</span> (${file('gaps/not-evaluated.csv')}).` : ''}</p>
${table({
  caption: 'Findings at the end of the period, by rule',
  headings: ['Rule', ...VERDICT_HEADINGS],
  rows: [
    ...rules.map((rule) => [
      html`<code>${rule.id}</code>`,
      ...VERDICTS.map((verdict) => grouped(rule.counts[verdict])),
    ]),
    ['All rules of the control', ...VERDICTS.map((verdict) => grouped(counts[verdict]))],
  ],
  numeric: VERDICT_HEADINGS,
  total: true,
})}`;
}

function deviations({ worst, deviations: count, exceptions }: ControlReport): Html {
  if (count === 0)
    return html`<p class="calm">No rule of the control failed within the period.</p>${acceptances(exceptions)}`;
  const more = count - worst.length;
  return html`<p>What failed at some time within the period, open before ended and the most severe first. Management’s response is an approved exception, or the repair and its time; where there is neither, none was recorded.</p>
${table({
  caption:
    more > 0
      ? html`${grouped(worst.length)} of ${grouped(count)} deviations; ${grouped(more)} more in ${file('results/deviations.csv')}`
      : plural(count, 'deviation'),
  headings: ['Severity', 'What should hold', 'Resource', 'From, until', 'Observed', 'Response'],
  rows: worst.map((answered) => {
    const { severity, title, resource, account, region, since, until, reason } = answered.deviation;
    return [
      severity,
      title,
      html`${joined(resource)}<br><span class="lead">${account} ${region}</span>`,
      html`${minute(since)}<br>${until === '' ? 'still' : minute(until)}`,
      reason,
      response(answered),
    ];
  }),
  short: ['Severity'],
})}
${acceptances(exceptions)}`;
}

function response({ deviation, remediation, exceptions }: Answered): Html {
  const ended =
    deviation.until === ''
      ? ''
      : deviation.ended === 'restoration'
        ? 'Repaired. '
        : deviation.ended === 'left'
          ? 'The resource is gone. '
          : `Ended (${deviation.ended}). `;
  const accepted = exceptions.map(
    ({ id, reason, compensatingControl, ticket, approvedBy, acceptedUntil }) =>
      html`Exception ${id}: ${reason}. Meanwhile: ${compensatingControl}.${ticket ? ` Ticket ${ticket}.` : ''} Approved by ${approvedBy}, until ${acceptedUntil.slice(0, 10)}. `,
  );
  const none = deviation.until === '' && exceptions.length === 0 ? 'None recorded. ' : '';
  return html`${accepted}${ended}${none}Due ${dueWords(remediation)}`;
}

const acceptances = (exceptions: readonly ExceptionRow[]): Html =>
  exceptions.length === 0
    ? html``
    : table({
        caption: html`Exceptions about the rules of this control; all, with their signed records, are in ${file('exceptions/exceptions.csv')}`,
        headings: [
          'Exception',
          'State',
          'Reason',
          'Compensating control',
          'Asked for by',
          'Approved by',
          'Counted',
        ],
        rows: exceptions.map((row) => [
          row.id,
          row.state,
          row.reason,
          row.compensatingControl,
          row.requestedBy,
          row.approvedBy || 'nobody',
          row.acceptedFrom === ''
            ? 'never'
            : `${row.acceptedFrom.slice(0, 10)} to ${row.acceptedUntil.slice(0, 10)}`,
        ]),
      });
