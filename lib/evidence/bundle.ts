import { createPublicKey } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { CONTROLS, CRITERIA_GUIDE, criteriaOf } from '../controls/index.ts';
import type { CriterionId } from '../domain/control.ts';
import type { Clock, Evidence, Signer, Store } from '../domain/ports.ts';
import { type AnyRule, SEVERITIES } from '../domain/rule.ts';
import type { Plan, Run, TargetResult } from '../domain/run.ts';
import type { Target } from '../domain/target.ts';
import { startHere } from '../report/start-here.ts';
import { plural } from '../report/words.ts';
import { canonical, hashOf, sha256 } from './canonical.ts';
import { type Envelope, payloadOf, preAuthenticationEncoding, signedFile } from './dsse.ts';
import { BundleFolder } from './folder.ts';
import { type Interval, intervals, type Period } from './intervals.ts';
import type { Seal } from './seal.ts';
import { type BundleSummary, type Deviation, Tallies } from './summary.ts';
import { listFiles } from './verifier/verify.mjs';
import { packZip } from './zip.ts';

const STATEMENT_TYPE = 'application/vnd.in-toto+json';
const VERIFIER = fileURLToPath(new URL('./verifier/verify.mjs', import.meta.url));

/** What building a bundle needs. */
export interface Bundling {
  readonly store: Pick<Store, 'runs' | 'targets' | 'transitions'>;
  readonly evidence: Pick<Evidence, 'get'>;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly rules: readonly AnyRule[];
  readonly generator: string;
  /** Who asks for the bundle: an ARN, or null when nobody can tell. */
  readonly requester: string | null;
}

/** A bundle that was built. */
export interface Bundle {
  readonly id: string;
  readonly period: Period;
  readonly summary: BundleSummary;
}

/**
 * @throws RangeError when the period is inverted or no run lies in it, saying which periods have evidence
 */
export async function buildBundle(folder: string, period: Period, bundling: Bundling): Promise<Bundle> {
  if (period.from >= period.to)
    throw new RangeError(`the period must begin before it ends: ${period.from} to ${period.to}`);
  const runs = await collect(bundling.store.runs(period.from, period.to));
  if (runs.length === 0) throw new RangeError(await whatExists(period, bundling.store));

  await rm(folder, { recursive: true, force: true });
  const out = new BundleFolder(folder);
  const chain = await writeChain(out, runs, bundling);
  const scope = await writeScope(out, runs, chain.plans);
  const tallies = new Tallies();
  const deviations = await writeResults(out, period, scope.criteria, tallies, bundling);
  await writeControls(out, scope, tallies, bundling.rules);

  const count = (status: Run['status']) => runs.filter((run) => run.status === status).length;
  const summary: BundleSummary = {
    organization: scope.organization,
    period,
    accounts: scope.accounts,
    runs: {
      complete: count('complete'),
      partial: count('partial'),
      failed: count('failed'),
      missed: count('missed'),
      unsealed: count('open'),
    },
    targets: {
      expected: runs.reduce((sum, { targets }) => sum + targets.expected, 0),
      scanned: runs.reduce((sum, { targets }) => sum + targets.scanned, 0),
    },
    total: tallies.total(),
    criteria: tallies.criteria(scope.criteria, bundling.rules),
    deviations,
    faults: [...uncovered(runs, period), ...chain.faults, ...scope.faults],
  };
  await out.json('summary.json', summary);

  const { pem } = await bundling.signer.publicKey();
  await out.write('verify/public-key.pem', [pem]);
  await out.write('verify/verify.mjs', [await readFile(VERIFIER)]);
  await out.write('START-HERE.html', [
    startHere(summary, { generator: bundling.generator, keyFingerprint: fingerprint(pem) }),
  ]);
  return { id: await sign(out, period, scope.organization, chain, bundling), period, summary };
}

/** Packs a built bundle. */
export const packBundle = (folder: string, out: string): Promise<void> =>
  packZip(folder, listFiles(folder), out);

/** The name of a bundle's file is the auditor's first piece of information: `soc2-evidence_o-abc_2026-11-01_2026-11-15_1a2b3c4d.zip` */
export const bundleName = ({ id, period, summary }: Bundle): string =>
  `soc2-evidence_${summary.organization ?? 'account'}_${period.from.slice(0, 10)}_${period.to.slice(0, 10)}_${id.slice(0, 12)}.zip`;

/** SHA-256 (hex) of a public key in DER form, as people compare it. */
const fingerprint = (pem: string): string =>
  sha256(createPublicKey(pem).export({ format: 'der', type: 'spki' }));

async function whatExists({ from, to }: Period, store: Bundling['store']): Promise<string> {
  const all = await collect(store.runs());
  const [first, last] = [all[0], all.at(-1)];
  return first && last
    ? `no run lies in ${from} to ${to}; the record holds runs from ${first.startedAt} to ${last.startedAt}`
    : `no run lies in ${from} to ${to}; nothing has been recorded yet`;
}

const DAY_MS = 86_400_000;
const dayOf = (time: string): number => Math.floor(Date.parse(time) / DAY_MS);
const date = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Days at both ends of the period that no run covers. Those in between are sealed as missed runs. */
function uncovered(runs: readonly Run[], { from, to }: Period): readonly string[] {
  const first = dayOf(runs[0]?.startedAt ?? to);
  const last = dayOf(runs.at(-1)?.startedAt ?? from);
  const before = first - dayOf(from);
  const after = Math.ceil(Date.parse(to) / DAY_MS) - 1 - last;
  return [
    ...(before > 0
      ? [`no run before ${date(first)}: not covered at the beginning of the period: ${plural(before, 'day')}`]
      : []),
    ...(after > 0
      ? [`no run after ${date(last)}: not covered at the end of the period: ${plural(after, 'day')}`]
      : []),
  ];
}

interface Chain {
  readonly first: number;
  readonly count: number;
  /** Hash of the seal before the first one; null at the beginning of the record. */
  readonly previous: string | null;
  readonly last: string;
  readonly faults: readonly string[];
  readonly plans: ReadonlyMap<number, Plan>;
}

/** The seals and the results under them, as they lie in the bucket; what is not as the table says is a fault. */
async function writeChain(out: BundleFolder, runs: readonly Run[], { evidence }: Bundling): Promise<Chain> {
  const faults: string[] = [];
  const plans = new Map<number, Plan>();
  const unscanned: (TargetResult & { readonly reason: string })[] = [];
  let first: Seal | undefined;
  let last = '';
  let count = 0;
  for (const run of runs) {
    const number = String(run.sequence).padStart(9, '0');
    const file = run.seal && (await evidence.get(run.seal.key));
    if (!run.seal || !file) {
      faults.push(
        run.seal ? `seal ${run.sequence} is missing from the bucket` : `run ${run.sequence} is not sealed`,
      );
      continue;
    }
    last = sha256(file.body);
    if (last !== run.seal.sha256) faults.push(`seal ${run.sequence} is not the file that the record names`);
    const seal = payloadOf<Seal>(file.body);
    first ??= seal;
    count += 1;
    await out.write(`chain/seals/${number}.json`, [file.body]);

    const results = await pinned(seal.objects.targets, evidence, faults);
    if (results) {
      await out.write(`chain/results/${number}.ndjson.gz`, [results]);
      for (const line of gunzipSync(results).toString().split('\n').slice(0, -1)) {
        const result = JSON.parse(line) as TargetResult;
        if (!result.scanned) unscanned.push({ ...result, reason: result.unreachable?.message ?? '' });
      }
    }
    const plan = await pinned(seal.objects.plan, evidence, faults);
    if (plan) plans.set(run.sequence, JSON.parse(plan.toString()) as Plan);
  }
  await out.table(
    'gaps/targets-not-scanned.csv',
    ['sequence', 'account', 'region', 'startedAt', 'reason'],
    unscanned,
  );
  return { first: first?.sequence ?? 0, count, previous: first?.previous ?? null, last, faults, plans };
}

async function pinned(
  object: Seal['objects']['plan'],
  evidence: Bundling['evidence'],
  faults: string[],
): Promise<Buffer | null> {
  if (!object) return null;
  const file = await evidence.get(object.key);
  if (!file) faults.push(`${object.key} is missing from the bucket`);
  else if (sha256(file.body) !== object.sha256) faults.push(`${object.key} is not the file that was sealed`);
  return file && Buffer.from(file.body);
}

interface WrittenScope {
  readonly organization: string | null;
  readonly accounts: BundleSummary['accounts'];
  readonly criteria: readonly CriterionId[];
  readonly owners: Plan['scope']['owners'];
  readonly faults: readonly string[];
}

/** Runs, and the scope and rules that were in force: each change within the period starts a new file. */
async function writeScope(
  out: BundleFolder,
  runs: readonly Run[],
  plans: Chain['plans'],
): Promise<WrittenScope> {
  const scopes = new Map<string, Plan['scope']>();
  const ruleSets = new Map<string, Plan['rules']>();
  const rows = runs.map((run) => {
    const plan = plans.get(run.sequence);
    const scope = plan ? hashOf(plan.scope) : '';
    const ruleSet = plan ? hashOf(plan.rules) : '';
    if (plan) {
      scopes.set(scope, plan.scope);
      ruleSets.set(ruleSet, plan.rules);
    }
    return {
      ...run,
      ...run.counts,
      expected: run.targets.expected,
      scanned: run.targets.scanned,
      seal: run.seal?.sha256 ?? '',
      scope,
      ruleSet,
    };
  });
  const columns = [
    'sequence',
    'id',
    'status',
    'startedAt',
    'sealedAt',
    'expected',
    'scanned',
    'FAIL',
    'NOT_EVALUATED',
    'PASS',
    'NOT_APPLICABLE',
    'scope',
    'ruleSet',
    'seal',
  ] as const;
  await out.table('scope/runs.csv', columns, rows);
  await out.table(
    'gaps/runs-not-complete.csv',
    columns,
    rows.filter(({ status }) => status !== 'complete'),
  );
  for (const [hash, scope] of scopes) await out.json(`scope/scope-${hash.slice(0, 12)}.json`, scope);
  for (const [hash, rules] of ruleSets) {
    await out.table(
      `scope/rules-${hash.slice(0, 12)}.csv`,
      ['id', 'hash', 'parameters'],
      rules.map((rule) => ({ ...rule, parameters: canonical(rule.parameters) })),
    );
  }

  const latest = [...plans.values()].at(-1);
  const path = ({ path: units }: { readonly path: readonly string[] }) => units.join(' / ');
  const accounts = [
    ...(latest?.accounts ?? []).map((account) => ({
      ...account,
      path: path(account),
      examined: 'yes',
      reason: '',
    })),
    ...(latest?.excluded ?? []).map((account) => ({ ...account, path: path(account), examined: 'no' })),
  ];
  await out.table('scope/accounts.csv', ['id', 'name', 'path', 'examined', 'reason'], accounts);
  return {
    organization: latest?.organization ?? null,
    accounts: {
      total: latest?.accountsTotal ?? 0,
      examined: latest?.accounts.length ?? 0,
      excluded: latest?.excluded.length ?? 0,
    },
    criteria: latest?.scope.criteria ?? [],
    owners: latest?.scope.owners ?? {},
    faults: [
      ...(latest ? [] : ['no run of the period has a plan, so the accounts in scope are not known']),
      ...(scopes.size > 1 ? [`the scope changed ${scopes.size - 1} times within the period`] : []),
      ...(ruleSets.size > 1
        ? [`the rules or their parameters changed ${ruleSets.size - 1} times within the period`]
        : []),
    ],
  };
}

const INTERVAL_COLUMNS = [
  'rule',
  'resource',
  'type',
  'account',
  'region',
  'severity',
  'verdict',
  'since',
  'until',
  'firstRun',
  'endedByRun',
  'began',
  'ended',
  'reason',
] as const;

/** Every finding as intervals, streamed; what failed and what could not be evaluated is kept for its own tables. */
async function writeResults(
  out: BundleFolder,
  period: Period,
  criteria: readonly CriterionId[],
  tallies: Tallies,
  { store, rules }: Bundling,
): Promise<readonly Deviation[]> {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const deviations: Deviation[] = [];
  const blindSpots: Interval[] = [];
  const populations = new Map<string, number>();
  const targets = await collect(store.targets());

  async function* counted(): AsyncGenerator<Interval> {
    for (const target of targets) {
      for await (const interval of intervals(store.transitions(target, period.to), period)) {
        count(interval, period, tallies);
        if (interval.until === null) {
          const key = `${interval.rule} ${interval.account}`;
          populations.set(key, (populations.get(key) ?? 0) + 1);
        }
        if (interval.verdict === 'FAIL')
          deviations.push(deviation(interval, known.get(interval.rule), criteria));
        if (interval.verdict === 'NOT_EVALUATED') blindSpots.push(interval);
        yield interval;
      }
    }
  }
  await out.table('results/intervals.csv', INTERVAL_COLUMNS, counted());
  deviations.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(b.began === 'drift') - Number(a.began === 'drift') ||
      (a.since < b.since ? -1 : 1),
  );
  await out.table(
    'results/deviations.csv',
    [
      'status',
      'severity',
      'title',
      'criteria',
      'controls',
      ...INTERVAL_COLUMNS.filter((name) => name !== 'severity'),
    ],
    deviations,
  );
  await out.table('gaps/not-evaluated.csv', INTERVAL_COLUMNS, blindSpots);
  await out.table(
    'results/populations.csv',
    ['rule', 'type', 'account', 'resources'],
    populationRows(rules, targets, populations),
  );
  return deviations;
}

function count(interval: Interval, { from }: Period, tallies: Tallies): void {
  if (interval.until === null) tallies.count(interval.rule, interval.verdict);
  if (interval.since < from) return;
  if (interval.began === 'drift') tallies.event(interval.rule, 'drifted');
  if (interval.began === 'restoration') tallies.event(interval.rule, 'restored');
  if (interval.began === 'blind-spot') tallies.event(interval.rule, 'blinded');
}

const deviation = (
  interval: Interval,
  rule: AnyRule | undefined,
  criteria: readonly CriterionId[],
): Deviation => ({
  ...interval,
  title: rule?.title ?? 'a rule that no longer exists',
  controls: (rule?.controls ?? []).join(' '),
  criteria: criteriaOf(rule?.controls ?? [])
    .filter((id) => criteria.includes(id))
    .join(' '),
  status:
    interval.ended === null ? 'open' : interval.ended === 'restoration' ? 'restored' : 'ended otherwise',
});

/** Rule x account with the number of findings at the cut-off; the zeroes are the point. */
function* populationRows(
  rules: readonly AnyRule[],
  targets: readonly Target[],
  populations: ReadonlyMap<string, number>,
) {
  const accounts = [...new Set(targets.map(({ account }) => account))];
  for (const { id, resource } of rules) {
    for (const account of accounts) {
      yield { rule: id, type: resource, account, resources: populations.get(`${id} ${account}`) ?? 0 };
    }
  }
}

/** Controls x criteria with reasons, owners and results; and beside each criterion what automation cannot show. */
async function writeControls(
  out: BundleFolder,
  scope: WrittenScope,
  tallies: Tallies,
  rules: readonly AnyRule[],
): Promise<void> {
  const matrix = Object.entries(CONTROLS).flatMap(([id, control]) => {
    const theirs = rules.filter(({ controls }) => controls.includes(id as keyof typeof CONTROLS));
    return scope.criteria.flatMap((criterion) => {
      const reason = control.criteria[criterion];
      return reason === undefined
        ? []
        : [
            {
              criterion,
              control: id,
              title: control.title,
              description: control.description,
              reason,
              owner: scope.owners[id as keyof typeof CONTROLS] ?? '',
              rules: theirs.map((rule) => rule.id).join(' '),
            },
          ];
    });
  });
  matrix.sort((a, b) => scope.criteria.indexOf(a.criterion) - scope.criteria.indexOf(b.criterion));
  await out.table(
    'controls/matrix.csv',
    ['criterion', 'control', 'title', 'description', 'reason', 'owner', 'rules'],
    matrix,
  );
  await out.table(
    'controls/criteria.csv',
    ['criterion', 'title', 'notAutomated', 'askFor'],
    scope.criteria.map((criterion) => {
      const { title, notAutomated, askFor } = CRITERIA_GUIDE[criterion];
      return { criterion, title, notAutomated, askFor: askFor.join(' | ') };
    }),
  );
  await out.table(
    'controls/rules.csv',
    [
      'id',
      'title',
      'severity',
      'resource',
      'controls',
      'criteria',
      'risk',
      'remediation',
      'FAIL',
      'NOT_EVALUATED',
      'PASS',
      'NOT_APPLICABLE',
      'drifted',
      'restored',
    ],
    rules.map((rule) => {
      const { counts, drifted, restored } = tallies.of(rule.id);
      return {
        ...rule,
        ...counts,
        drifted,
        restored,
        controls: rule.controls.join(' '),
        criteria: criteriaOf(rule.controls).join(' '),
        remediation: `${rule.remediation.text} ${rule.remediation.url}`,
      };
    }),
  );
}

/** Lists every file, signs the list, and writes the signature in the three forms that verifiers read. */
async function sign(
  out: BundleFolder,
  period: Period,
  organization: string | null,
  chain: Chain,
  { signer, clock, generator, requester }: Bundling,
): Promise<string> {
  const { first, count, previous, last } = chain;
  const files = [...out.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = {
    version: 1,
    generator,
    organization,
    period,
    chain: { first, count, previous, last },
    files,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const id = sha256(text);
  const envelopeFile = await signedFile(signer, STATEMENT_TYPE, {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'MANIFEST.json', digest: { sha256: id } }],
    predicateType: 'urn:vouch:evidence-bundle:1',
    predicate: { id, generatedAt: clock().toISOString(), generator, requester, period },
  });
  const envelope = JSON.parse(envelopeFile.toString()) as Envelope;
  const payload = Buffer.from(envelope.payload, 'base64');
  await out.write('MANIFEST.json', [text]);
  await out.write('MANIFEST.dsse.json', [envelopeFile]);
  await out.write('verify/manifest.pae', [preAuthenticationEncoding(envelope.payloadType, payload)]);
  await out.write('verify/manifest.sig', [Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')]);
  return id;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
