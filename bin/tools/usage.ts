import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { globalServicesRegion, RequestLog, targetClients } from '#lib/adapters/clients.ts';
import { connect } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import type { Counted, Requests } from '#lib/cost/counted.ts';
import { CROWD_REGION, seedCrowd } from '#lib/demo/crowd.ts';
import { managementSite, memberSite, REGIONS } from '#lib/demo/site.ts';
import type { EvaluationRow } from '#lib/domain/finding.ts';
import type { Evidence } from '#lib/domain/ports.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { GLOBAL_REGION } from '#lib/domain/target.ts';
import { canonical } from '#lib/evidence/canonical.ts';
import { batches } from '#lib/scan/batches.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { evaluationsKey, itemsKey, planKey, targetsKey } from '#lib/scan/keys.ts';
import { plannedMap, planRun } from '#lib/scan/plan.ts';
import { enterOrganization } from '#lib/scan/run.ts';
import { sealRun } from '#lib/scan/seal.ts';
import { scanTarget } from '#lib/scan/target.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';

/** Accounts with a hundred resources each. */
const FURNISHED = 2;

/** One target: what was asked and what came of it. */
interface Scanned {
  readonly target: PlannedTarget;
  readonly requests: Requests;
  readonly rows: readonly EvaluationRow[];
}

/**
 * Records a run over an Organization of furnished accounts and an almost empty one, and counts. Every target is entered
 * anew, as functions do it.
 * @param endpoint of the emulator that is scanned, `VOUCH_TARGET_ENDPOINT_URL`; the record goes to `AWS_ENDPOINT_URL`
 */
export async function measureUsage(endpoint: string): Promise<Counted> {
  const furnished = await seedCrowd(endpoint, FURNISHED);
  const empty = await emptyAccount(endpoint);
  const accounts = [...furnished, empty];
  const scope: Scope = {
    ...DEFAULT_SCOPE,
    regions: [...REGIONS],
    accounts: { include: accounts, exclude: [] },
  };
  const names = await createResources('usage');
  const deployment = connect(names);
  const catalogue = await loadCatalogue(scope);
  const setting = { ...deployment, ...catalogue, scope, clock: () => new Date() };
  const surveying = new RequestLog();
  const plan = await planRun({
    ...setting,
    organization: (run) => enterOrganization(CROWD_REGION, scope, run.id, surveying).organization,
  });
  await deployment.evidence.put(
    itemsKey(plan.run),
    Buffer.from(JSON.stringify(batches(plan.targets, []))),
    'application/json',
  );
  const map = await plannedMap(plan.run, deployment.evidence);
  const scanned: Scanned[] = [];
  // One function scans an account's targets, and enters it once.
  const { access } = enterOrganization(CROWD_REGION, scope, plan.run.id, surveying);
  for (const target of plan.targets) {
    const log = new RequestLog();
    const region = target.region === GLOBAL_REGION ? globalServicesRegion(plan.partition) : target.region;
    await scanTarget(plan.run, target, {
      ...setting,
      partition: plan.partition,
      map,
      conditions: [],
      signal: new AbortController().signal,
      open: async ({ account }) => ({
        clients: targetClients(region, await access.open(account), log),
        requests: () => log.total,
      }),
    });
    const rows = rowsIn(await objectAt(evaluationsKey(plan.run, target), deployment.evidence));
    scanned.push({ target, requests: log.byOperation, rows });
  }
  await sealRun(plan, setting);

  const [emptyGlobal, emptyRegional] = [true, false].map((global) =>
    scanned.find(({ target }) => target.account === empty && (target.region === GLOBAL_REGION) === global),
  ) as [Scanned, Scanned];
  const full = scanned.filter(({ target }) => target.account !== empty);
  const isGlobal = ({ target }: Scanned): boolean => target.region === GLOBAL_REGION;
  const floors = full.map((one) => (isGlobal(one) ? emptyGlobal : emptyRegional));
  const more = resourcesIn(full) - resourcesIn(floors);
  const fullRows = full.flatMap(({ rows }) => rows);
  const runFiles = await Promise.all(
    [planKey(plan.run), itemsKey(plan.run), targetsKey(plan.run)].map((key) =>
      objectAt(key, deployment.evidence),
    ),
  );
  const whatever = Buffer.byteLength(canonical({ rules: plan.rules, sources: plan.sources }));
  return {
    account: {
      requests: perUnit(surveying.byOperation, accounts.length, Math.floor),
    },
    globalTarget: { requests: emptyGlobal.requests, evaluations: emptyGlobal.rows.length },
    regionalTarget: { requests: emptyRegional.requests, evaluations: emptyRegional.rows.length },
    resource: {
      requests: perUnit(difference(sum(full), sum(floors)), more, rounded),
      evaluations: rounded((fullRows.length - floors.flatMap(({ rows }) => rows).length) / more),
    },
    items: await itemSizes(names.table),
    objects: {
      empty: packed(emptyRegional.rows),
      evaluation: rounded(
        full.filter(({ rows }) => rows.length > 0).reduce((bytes, { rows }) => bytes + packed(rows), 0) /
          fullRows.length,
      ),
      runFilesPerTarget: rounded(
        (runFiles.reduce((bytes, body) => bytes + body.byteLength, 0) - whatever) / plan.targets.length,
      ),
      runFiles: whatever,
    },
  };
}

const rounded = (value: number): number => Number(value.toFixed(3));

/** An account with one user and nothing else: users make the scan ask for the credential report, once an account. */
async function emptyAccount(endpoint: string): Promise<string> {
  const { CreateAccountStatus } = await managementSite(endpoint)
    .client(OrganizationsClient)
    .send(new CreateAccountCommand({ AccountName: 'empty', Email: 'empty@example.com' }));
  if (!CreateAccountStatus?.AccountId) throw new Error('the emulator made no account');
  const site = await memberSite(endpoint, CreateAccountStatus.AccountId);
  await site.client(IAMClient).send(new CreateUserCommand({ UserName: 'somebody' }));
  return site.account;
}

async function objectAt(key: string, evidence: Evidence): Promise<Uint8Array> {
  const stored = await evidence.get(key);
  if (!stored) throw new Error(`the run left no ${key}`);
  return stored.body;
}

const rowsIn = (body: Uint8Array): readonly EvaluationRow[] =>
  gunzipSync(body)
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EvaluationRow);

/** Resources that rules examined; an account counts as a target, not as a resource. */
const resourcesIn = (scanned: readonly Scanned[]): number =>
  scanned.reduce(
    (count, { rows }) =>
      count +
      new Set(
        rows
          .filter(({ population, type }) => !population && type !== 'AWS::::Account')
          .map(({ resource }) => resource),
      ).size,
    0,
  );

function sum(scanned: readonly Scanned[]): Requests {
  const total: Record<string, number> = {};
  for (const { requests } of scanned)
    for (const [operation, count] of Object.entries(requests))
      total[operation] = (total[operation] ?? 0) + count;
  return total;
}

const difference = (more: Requests, less: Requests): Requests =>
  Object.fromEntries(
    Object.entries(more).map(([operation, count]) => [operation, count - (less[operation] ?? 0)]),
  );

const perUnit = (requests: Requests, units: number, round: (value: number) => number): Requests =>
  Object.fromEntries(
    Object.entries(requests)
      .map(([operation, count]) => [operation, round(count / units)] as const)
      .filter(([, count]) => count > 0),
  );

/** The crowd's resources are numbered; names in real life compress less, like these. */
const natural = (row: string): string =>
  row.replace(/thing-\d+/g, (name) =>
    createHash('sha256').update(name).digest('base64url').slice(0, 12).toLowerCase(),
  );

/** Bytes of an object with these rows, had its resources the names of real ones. */
const packed = (rows: readonly EvaluationRow[]): number =>
  gzipSync(rows.map((row) => `${natural(JSON.stringify(row))}\n`).join('')).byteLength;

/** Average sizes, as DynamoDB counts them, of what the table holds by now. */
async function itemSizes(table: string): Promise<Counted['items']> {
  const sizes = { HEARTBEAT: [] as number[], FINDING: [] as number[], TRANSITION: [] as number[] };
  let failing = 0;
  for await (const { Items = [] } of paginateScan({ client: new DynamoDBClient() }, { TableName: table })) {
    for (const item of Items) {
      const kind = item.sk?.S?.split(' ')[0] ?? '';
      if (kind in sizes) sizes[kind as keyof typeof sizes].push(attributesSize(item));
      if (item.gsi1pk?.S?.startsWith('FAILING')) failing += 1;
    }
  }
  const mean = (values: readonly number[]): number =>
    Math.round(values.reduce((total, value) => total + value, 0) / values.length);
  return {
    heartbeat: mean(sizes.HEARTBEAT),
    finding: mean(sizes.FINDING),
    transition: mean(sizes.TRANSITION),
    failing: rounded(failing / sizes.FINDING.length),
  };
}

const attributesSize = (attributes: Readonly<Record<string, AttributeValue>>): number =>
  Object.entries(attributes).reduce(
    (bytes, [name, value]) => bytes + Buffer.byteLength(name) + valueSize(value),
    0,
  );

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function valueSize({ S, N, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L) return L.reduce((bytes, value) => bytes + 1 + valueSize(value), 3);
  if (M) return 3 + Object.keys(M).length + attributesSize(M);
  return 1;
}
