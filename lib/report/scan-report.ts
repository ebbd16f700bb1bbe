import { CONTROLS, CRITERIA_GUIDE, criteriaOf } from '../controls/index.ts';
import type { CriterionId } from '../domain/control.ts';
import type { Evaluation } from '../domain/finding.ts';
import { type RegisteredRule, SEVERITIES } from '../domain/rule.ts';
import type { Survey, TargetResult } from '../domain/run.ts';
import type { Target } from '../domain/target.ts';
import { noVerdicts } from '../domain/verdict.ts';
import { Tallies } from '../evidence/summary.ts';
import type { CoverageDocument, FindingDocument, ScanDocument } from './contract.ts';
import { html, joined, page, table } from './html.ts';
import { LIMITS, plural } from './words.ts';

/** Failing findings that are kept for people to read; machines get all of them. */
const KEPT = 500;

const rank = (finding: { readonly severity: FindingDocument['severity'] }): number =>
  SEVERITIES.indexOf(finding.severity);

/** Counts a scan's evaluations as they come, in memory that does not grow with their number. */
export class ScanTally {
  readonly #rules: readonly RegisteredRule[];
  readonly #criteria: readonly CriterionId[];
  readonly #tallies = new Tallies();
  readonly #accountsWith = new Map<string, Set<string>>();
  readonly #blindSpots: CoverageDocument['targets']['blindSpots'] = [];
  readonly #worst: FindingDocument[] = [];
  #scanned = 0;

  constructor(rules: readonly RegisteredRule[], criteria: readonly CriterionId[]) {
    this.#rules = rules;
    this.#criteria = criteria;
  }

  /** Adds a target. @returns its findings as the report shows them */
  add(
    { account, region }: Target,
    { scanned, unreachable }: Pick<TargetResult, 'scanned' | 'unreachable'>,
    evaluations: readonly Evaluation[],
  ): readonly FindingDocument[] {
    if (scanned) this.#scanned += 1;
    else {
      const reason = unreachable ? `${unreachable.action}: ${unreachable.message}` : 'not scanned';
      this.#blindSpots.push({ account, region, reason });
    }
    const findings = evaluations.map((evaluation) => this.#finding(evaluation));
    for (const finding of findings) {
      this.#tallies.count(finding.rule, finding.verdict);
      const accounts = this.#accountsWith.get(finding.rule) ?? new Set();
      this.#accountsWith.set(finding.rule, accounts.add(account));
    }
    this.#worst.push(...findings.filter(({ verdict }) => verdict === 'FAIL'));
    this.#worst.sort((a, b) => rank(a) - rank(b));
    this.#worst.splice(KEPT);
    return findings;
  }

  /** The most severe failing findings, up to a bound. */
  get worst(): readonly FindingDocument[] {
    return this.#worst;
  }

  /** What was examined, measured against what was to be examined. */
  coverage({ accounts, excluded, accountsTotal, targets }: Survey): CoverageDocument {
    const examined = accounts.map(({ id }) => id);
    return {
      accounts: {
        total: accountsTotal,
        examined: accounts.length,
        excluded: excluded.map(({ id, name, reason }) => ({ id, name, reason })),
      },
      targets: { expected: targets.length, scanned: this.#scanned, blindSpots: this.#blindSpots },
      verdicts: { ...this.#tallies.total().counts },
      criteria: this.#tallies
        .criteria(this.#criteria, this.#rules)
        .map(({ criterion, controls, rules, counts }) => ({
          criterion,
          title: CRITERIA_GUIDE[criterion].title,
          controls: [...controls],
          rules: [...rules],
          verdicts: { ...counts },
          notAutomated: CRITERIA_GUIDE[criterion].notAutomated,
        })),
      rules: this.#rules.map(({ id }) => ({
        rule: id,
        verdicts: { ...noVerdicts(), ...this.#tallies.of(id).counts },
        accountsWithoutResources: examined.filter((account) => !this.#accountsWith.get(id)?.has(account)),
      })),
    };
  }

  #finding({
    rule,
    resource,
    type,
    account,
    region,
    severity,
    verdict,
    reason,
    parameters,
    missing,
  }: Evaluation): FindingDocument {
    const controls = this.#rules.find(({ id }) => id === rule)?.controls ?? [];
    return {
      rule,
      resource,
      type,
      account,
      region,
      severity,
      verdict,
      reason,
      controls: [...controls],
      criteria: criteriaOf(controls).filter((id) => this.#criteria.includes(id)),
      parameters: parameters as FindingDocument['parameters'],
      missing: [...missing],
    };
  }
}

/** The page a scan leaves behind: how ready the configuration is today (Type I), gaps and failures first. */
export function scanPage(
  run: ScanDocument['run'],
  coverage: CoverageDocument,
  worst: readonly FindingDocument[],
  rules: readonly RegisteredRule[],
): string {
  const { accounts, targets, verdicts, criteria } = coverage;
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const empty = coverage.rules.filter(
    ({ accountsWithoutResources }) => accountsWithoutResources.length === accounts.examined,
  );
  const VERDICT_COLUMNS = ['FAIL', 'NOT_EVALUATED', 'PASS', 'NOT_APPLICABLE'] as const;
  const main = html`<p>${LIMITS} This page is one look at one time; it is not sealed and is no evidence over a period.</p>
<h2>Not examined</h2>
${
  targets.blindSpots.length + accounts.excluded.length + verdicts.NOT_EVALUATED === 0
    ? html`<p class="calm">Nothing: every account, Region and resource in scope was read.</p>`
    : html`<ul class="gap">${[
        ...targets.blindSpots.map(
          ({ account, region, reason }) => html`<li>${account}/${region}: ${reason}</li>\n`,
        ),
        ...accounts.excluded.map(({ id, name, reason }) => html`<li>${id} (${name}): ${reason}</li>\n`),
        html`<li>${plural(verdicts.NOT_EVALUATED, 'finding')} not evaluated, with the missing actions in findings.csv</li>`,
      ]}</ul>`
}
<h2>By criterion</h2>
${table({
  caption: 'Findings by criterion; a rule counts for each criterion that its controls serve',
  headings: ['Criterion', 'About', 'Rules', ...VERDICT_COLUMNS, 'What automation cannot show'],
  rows: [
    ...criteria.map((row) => [
      row.criterion,
      row.title,
      row.rules.length,
      ...VERDICT_COLUMNS.map((verdict) => row.verdicts[verdict]),
      row.notAutomated,
    ]),
    ['All findings', '', rules.length, ...VERDICT_COLUMNS.map((verdict) => verdicts[verdict]), ''],
  ],
  numeric: ['Rules', ...VERDICT_COLUMNS],
  total: true,
})}
<h2>Failing, most severe first</h2>
${table({
  caption:
    verdicts.FAIL > worst.length
      ? `${worst.length} of ${verdicts.FAIL}; all of them are in findings.csv`
      : plural(verdicts.FAIL, 'finding'),
  headings: ['Severity', 'Rule', 'Resource', 'Account', 'Region', 'Observed', 'Controls'],
  rows: worst.map((row) => [
    row.severity,
    titles.get(row.rule) ?? row.rule,
    joined(row.resource),
    row.account,
    row.region,
    row.reason,
    row.controls.map((id) => CONTROLS[id].title).join('; '),
  ]),
  short: ['Severity', 'Account', 'Region'],
})}
<h2>Rules that found nothing to examine</h2>
<p>${empty.length === 0 ? 'None.' : 'No account in scope has a resource of their kind:'}</p>
<ul>${empty.map(({ rule }) => html`<li>${titles.get(rule)} (${rule})</li>\n`)}</ul>`;
  return page({
    title: 'SOC 2 readiness',
    header: html`<p class="over">One look, not sealed</p>
<h1>SOC 2 readiness of AWS configuration</h1>
<p class="lead top">${run.organization ? `Organization ${run.organization}` : 'A single account'}, as read between ${run.startedAt} and ${run.finishedAt} UTC by ${run.caller}</p>`,
    main,
    footer: html`<p>${accounts.examined} of ${accounts.total} accounts, ${targets.scanned} of ${targets.expected} targets, ${plural(run.requests, 'request')} to AWS. Scope ${run.scopeHash.slice(0, 12)}, rules ${run.ruleSetHash.slice(0, 12)}, ${run.generator}.</p>`,
  });
}
