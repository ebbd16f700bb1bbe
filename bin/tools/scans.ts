import type { MiddlewareStack } from '@smithy/types';
import type { TargetClients } from '#lib/collectors/reader.ts';
import { CROWD_REGION } from '#lib/demo/crowd.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { inOrder } from '#lib/scan/in-order.ts';
import { readTarget } from '#lib/scan/read.ts';
import { CONCURRENT_TARGETS, enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';

/** What is scanned of the crowd. */
export const scopeOf = (accounts: readonly string[], region: string = CROWD_REGION): Scope => ({
  ...DEFAULT_SCOPE,
  regions: [region],
  accounts: { include: accounts, exclude: [] },
});

/** Asked again until the report is ready: that is waiting, not asking twice. */
const POLL = 'GenerateCredentialReport';

/** What a scan of some accounts took. */
export interface ScanMeasured {
  readonly milliseconds: number;
  readonly requests: number;
  /** Those in the Region, without global services. */
  readonly regional: number;
  readonly attempts: number;
  readonly duplicates: number;
  readonly resources: number;
  readonly buckets: number;
  readonly bucketRequests: number;
  /** The most that the process took from the machine; and what it still held at the end, garbage collected. */
  readonly peakMegabytes: number;
  readonly heldMegabytes: number;
}

/** Notes every request once, before retries: whose it is, what it asks, and with which input. */
function spy(clients: TargetClients, note: (request: string, bucket: boolean) => void): TargetClients {
  const spied = new Set<unknown>();
  return {
    partition: clients.partition,
    client(Client) {
      const client = clients.client(Client);
      if (!spied.has(client)) {
        spied.add(client);
        (client.middlewareStack as MiddlewareStack<object, object>).add(
          (next, { clientName, commandName }: { clientName?: string; commandName?: string }) =>
            (args) => {
              const bucket = clientName === 'S3Client' && 'Bucket' in args.input;
              note(`${clientName}.${commandName} ${JSON.stringify(args.input)}`, bucket);
              return next(args);
            },
          { step: 'initialize', name: 'benchSpy' },
        );
      }
      return client;
    },
  };
}

/** Scans the given accounts in this process and measures. */
export async function measureScan(region: string, accounts: readonly string[]): Promise<ScanMeasured> {
  const scope = scopeOf(accounts, region);
  const { work } = await loadCatalogue(scope);
  const { access, organization } = enterOrganization(CROWD_REGION, scope, 'bench');
  const { targets, partition, map } = await organization.survey();
  const open = targetOpener(access, partition);
  let [requests, regional, duplicates, resources, buckets, bucketRequests, attempts] = [0, 0, 0, 0, 0, 0, 0];
  const start = performance.now();
  const reading = { work, partition, map, clock: () => new Date(), signal: new AbortController().signal };
  const readings = inOrder(targets, CONCURRENT_TARGETS, (target) => {
    const asked = new Set<string>();
    return readTarget(target, {
      ...reading,
      open: async (entered) => {
        const { clients, requests: attempted } = await open(entered);
        const note = (request: string, bucket: boolean): void => {
          requests += 1;
          if (target.region === region) regional += 1;
          if (asked.has(request) && !request.includes(POLL)) duplicates += 1;
          asked.add(request);
          if (bucket) bucketRequests += 1;
        };
        return { clients: spy(clients, note), requests: attempted };
      },
    });
  });
  for await (const { evaluations, note } of readings) {
    attempts += note.requests;
    const found = new Map(
      evaluations
        .filter(({ type, population }) => !population && type !== 'AWS::::Account')
        .map(({ resource, type }) => [resource, type]),
    );
    resources += found.size;
    buckets += [...found.values()].filter((type) => type === 'AWS::S3::Bucket').length;
  }
  const milliseconds = performance.now() - start;
  globalThis.gc?.();
  return {
    milliseconds,
    requests,
    regional,
    attempts,
    duplicates,
    resources,
    buckets,
    bucketRequests,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    heldMegabytes: process.memoryUsage().heapUsed / 2 ** 20,
  };
}
