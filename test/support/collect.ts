import { RequestLog, targetClients } from '#lib/adapters/clients.ts';
import type { Collector } from '#lib/collectors/collector.ts';
import { openTarget } from '#lib/collectors/reader.ts';
import { type Observed, seen } from '#lib/domain/observed.ts';
import type { Surroundings } from '#lib/domain/surroundings.ts';

export interface CollectOptions {
  readonly account?: string;
  readonly region?: string;
  readonly now?: Date;
  /** The facts to read; all of the collector's unless named. */
  readonly facts?: readonly string[];
  /** What differs from an account alone in its Organization, without SCPs. */
  readonly surroundings?: Partial<Surroundings>;
}

/** Runs a collector against mocked clients: ARN to fact to what was observed. A refused listing throws. */
export async function collectAll(
  collector: Collector,
  {
    account = '111122223333',
    region = 'eu-west-1',
    now = new Date('2026-11-01T06:00:00Z'),
    facts = Object.keys(collector.facts),
    surroundings = {},
  }: CollectOptions = {},
): Promise<Record<string, Record<string, Observed<unknown>>>> {
  const credentials = async () => ({ accessKeyId: 'test', secretAccessKey: 'test' });
  const clients = targetClients(
    region === 'aws-global' ? 'us-east-1' : region,
    credentials,
    new RequestLog(),
  );
  const reader = openTarget({ account, region }, clients, {
    now,
    signal: new AbortController().signal,
    surroundings: {
      organization: 'o-exampleorgid',
      management: '999999999999',
      accounts: [account],
      policyTypes: null,
      guardrails: seen([]),
      ...surroundings,
    },
  });
  const all: Record<string, Record<string, Observed<unknown>>> = {};
  for await (const resource of reader.collect(collector, facts)) all[resource.arn] = resource.facts;
  return all;
}
