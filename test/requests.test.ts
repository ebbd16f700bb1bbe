import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { MiddlewareStack } from '@smithy/types';
import { RequestLog } from '#lib/adapters/clients.ts';
import type { TargetClients } from '#lib/collectors/reader.ts';
import { CROWD_REGION, seedCrowd } from '#lib/demo/crowd.ts';
import type { EvaluationRow } from '#lib/domain/finding.ts';
import type { PlannedTarget } from '#lib/domain/run.ts';
import { GLOBAL_REGION } from '#lib/domain/target.ts';
import { evaluationsIn } from '#lib/evidence/record.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { pack } from '#lib/scan/pack.ts';
import { readTarget } from '#lib/scan/read.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { useMoto } from './support/moto.ts';
import { AROUND } from './support/world.ts';

const emulator = useMoto();
const { work } = await loadCatalogue(DEFAULT_SCOPE);
let account: string;

beforeAll(async () => {
  [account = ''] = await seedCrowd(emulator.moto.url, 1);
}, 60_000);
afterEach(() => void emulator.proxy.faults.splice(0));

/** What a reply answers, by the id in its headers. */
type Replies = Map<string, { readonly operation: string; readonly input: object }>;

/** Notes what the headers of replies say, before the SDK makes anything of them. */
function overheard(clients: TargetClients, replies: Replies): TargetClients {
  const listened = new Set<unknown>();
  return {
    partition: clients.partition,
    client(Client, region) {
      const client = clients.client(Client, region);
      if (listened.has(client)) return client;
      listened.add(client);
      (client.middlewareStack as MiddlewareStack<object, object>).add(
        (next, context) => async (args) => {
          const result = await next(args);
          const { headers } = result.response as { readonly headers: Readonly<Record<string, string>> };
          const { clientName, commandName } = context as Readonly<Record<string, string>>;
          const operation = `${clientName?.replace('Client', '')}.${commandName?.replace('Command', '')}`;
          replies.set(headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? '', {
            operation,
            input: args.input,
          });
          return result;
        },
        { step: 'deserialize', priority: 'low', name: 'testOverheard' },
      );
      return client;
    },
  };
}

/** Scans a target. @returns the rows of its object, and what was overheard meanwhile */
async function scanned(region: string) {
  const replies: Replies = new Map();
  const scope = { ...DEFAULT_SCOPE, access: { roleName: 'Reader', externalId: null } };
  const { access } = enterOrganization(CROWD_REGION, scope, 'requests', new RequestLog());
  const open = targetOpener(access, 'aws');
  const { evaluations } = await readTarget(
    { account, region, management: false, unreachable: null },
    {
      work,
      partition: 'aws',
      clock: () => new Date('2026-11-01T06:00:00Z'),
      open: async (target) => {
        const { clients, requests } = await open(target);
        return { clients: overheard(clients, replies), requests };
      },
      signal: new AbortController().signal,
      map: AROUND,
    },
  );
  const { body } = pack('key', evaluations, 'run', '2026-11-01T06:00:00.000Z');
  return { rows: evaluationsIn(body), replies };
}

const told = (rows: readonly EvaluationRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ requests = [] }) => requests))].sort();
const operationIn = (request: string): string => request.split(' ', 1)[0] ?? '';
const idIn = (request: string): string => request.slice(operationIn(request).length + 1);

describe.each([CROWD_REGION, GLOBAL_REGION])('the rows of %s', (region) => {
  let rows: readonly EvaluationRow[];
  let replies: Replies;
  beforeAll(async () => {
    ({ rows, replies } = await scanned(region));
  }, 60_000);

  test('name exactly the requests that were made, by the ids that the replies carried', () => {
    const requests = told(rows);
    const operations = new Set(requests.map(operationIn));
    // Of a service in which there is nothing, a listing is made and no row rests on it.
    const made = [...replies].filter(([, { operation }]) => operations.has(operation));
    expect(operations.size).toBeGreaterThan(3);
    expect(requests).toEqual(made.map(([id, { operation }]) => `${operation} ${id}`).sort());
  });

  test('name some, but for what the plan of the run tells', () => {
    const without = rows.filter(({ requests = [] }) => requests.length === 0).map(({ rule }) => rule);
    expect(without).toEqual(region === GLOBAL_REGION ? ['organizations-account-in-organization'] : []);
  });
});

test('the row of a resource names the requests about it, and about no other', async () => {
  const { rows, replies } = await scanned(CROWD_REGION);
  const buckets = rows.filter(({ type, population }) => type === 'AWS::S3::Bucket' && !population);
  let own = 0;
  for (const { resource, requests = [] } of buckets) {
    expect(requests.map(operationIn)).toContain('S3.ListBuckets');
    for (const request of requests) {
      const { Bucket } = (replies.get(idIn(request))?.input ?? {}) as { readonly Bucket?: string };
      if (Bucket === undefined) continue;
      expect(resource.split(':').pop()).toBe(Bucket);
      own += 1;
    }
  }
  expect(own).toBeGreaterThan(buckets.length / 2);
}, 60_000);

describe('what AWS refuses is named by the request that it refused', () => {
  test('of a fact, and of a listing', async () => {
    const refused = ['GetKeyRotationStatus', 'ListTables'];
    emulator.proxy.faults.push({ match: ({ operation }) => refused.includes(operation), fault: 'denied' });
    const { rows, replies } = await scanned(CROWD_REGION);
    const blind = rows.filter(({ missing }) =>
      missing.some(({ action }) => ['kms:GetKeyRotationStatus', 'dynamodb:ListTables'].includes(action)),
    );
    expect(new Set(blind.map(({ population }) => population))).toEqual(new Set([true, false]));
    for (const { type, requests = [] } of blind) {
      const named = type === 'AWS::KMS::Key' ? 'KMS.GetKeyRotationStatus' : 'DynamoDB.ListTables';
      const [request = ''] = requests.filter((each) => operationIn(each) === named);
      expect(replies.get(idIn(request))?.operation).toBe(named);
    }
  }, 60_000);

  test('of an account that refuses the role, and of one that refused while the run was planned', async () => {
    emulator.proxy.refuseAssumeRole(account);
    const { rows } = await scanned(CROWD_REGION);
    const [request = '', ...others] = told(rows);
    expect(others).toEqual([]);
    expect(request).toMatch(/^STS\.AssumeRole [0-9a-f-]{36}$/);
    expect(rows.length).toBeGreaterThan(50);
    for (const { verdict, requests } of rows)
      expect({ verdict, requests }).toEqual({ verdict: 'NOT_EVALUATED', requests: [request] });

    const scope = { ...DEFAULT_SCOPE, access: { roleName: 'Reader', externalId: null } };
    const { organization } = enterOrganization(CROWD_REGION, scope, 'requests', new RequestLog());
    const { targets } = await organization.survey();
    const theirs = targets.filter((target) => target.account === account);
    expect(theirs.length).toBeGreaterThan(1);
    for (const { unreachable, refused } of theirs) {
      expect(unreachable).toMatchObject({ kind: 'denied', action: 'sts:AssumeRole' });
      expect(refused).toEqual([expect.stringMatching(/^STS\.AssumeRole [0-9a-f-]{36}$/)]);
    }
    const { evaluations } = await readTarget(theirs[0] as PlannedTarget, {
      work,
      partition: 'aws',
      clock: () => new Date('2026-11-01T06:00:00Z'),
      open: () => Promise.reject(new Error('it is not entered again')),
      signal: new AbortController().signal,
      map: AROUND,
    });
    expect(evaluations.length).toBeGreaterThan(0);
    for (const { requests } of evaluations) expect(requests).toEqual(theirs[0]?.refused);
  }, 60_000);
});
