import { setImmediate } from 'node:timers/promises';
import type { Json } from '../domain/json.ts';
import { seen } from '../domain/observed.ts';
import type { UsedOperation } from '../domain/run.ts';
import type { Collector, Reader } from './collector.ts';
import { type ClientClass, nameOf } from './operation.ts';

type AnyOperation = Collector['list']['uses'][number];

/** What was about to be sent when it was stopped. */
interface Stopped {
  readonly name: string;
  readonly input: object;
}

/** Where, when and as what nothing is asked: what stands in the parameters of a request in the place of these. */
const ANYWHERE = {
  account: '<account>',
  region: '<Region>',
  partition: '<partition>',
  now: new Date(0),
  surroundings: { organization: '<Organization>', management: null, accounts: [], guardrails: seen([]) },
};

/** Tells what collectors ask, by letting them ask: every request is stopped before it leaves, and looked at. */
export class OperationProbe {
  readonly #clients = new Map<ClientClass, InstanceType<ClientClass>>();
  #stopped: Stopped | null = null;

  /** The operations that listing a collector's resources and reading these facts of them takes, sorted by their names. */
  async operations(collector: Collector, facts: readonly string[]): Promise<readonly UsedOperation[]> {
    const listing = await this.#listing(collector);
    const reading = new Set(facts.flatMap((name) => collector.facts[name]?.uses ?? []));
    const found: UsedOperation[] = [];
    for (const operation of new Set([...collector.list.uses, ...reading])) {
      const input = listing.get(operation);
      const sent = await this.#send(operation, input ?? {});
      found.push({
        operation: sent?.name ?? null,
        action: operation.action,
        paged: operation.paged ?? false,
        lists: collector.list.uses.includes(operation),
        parameters: (input && sent && (JSON.parse(JSON.stringify(sent.input)) as Json)) ?? null,
      });
    }
    return found.sort((a, b) => (`${a.operation} ${a.action}` < `${b.operation} ${b.action}` ? -1 : 1));
  }

  /** What a listing asks before it has got any reply. */
  async #listing({ list }: Collector): Promise<ReadonlyMap<AnyOperation, object>> {
    const asked = new Map<AnyOperation, object>();
    const ask = (operation: AnyOperation, input: object): Promise<never> => {
      asked.set(operation, input);
      return new Promise(() => {});
    };
    // What it makes of replies never comes to pass; what it lacks to ask at all leaves the parameters unknown.
    Promise.resolve()
      .then(() => list.read(Object.assign(ask, ANYWHERE) as unknown as Reader))
      .catch(() => {});
    await setImmediate();
    return asked;
  }

  async #send(operation: AnyOperation, input: object): Promise<Stopped | null> {
    this.#stopped = null;
    const { signal } = new AbortController();
    try {
      await operation.run(this.#client(operation.Client), input, signal);
    } catch {
      // Thrown on purpose where it was stopped; where it was not, nothing was seen, and so is said.
    }
    return this.#stopped;
  }

  #client(Client: ClientClass): InstanceType<ClientClass> {
    const known = this.#clients.get(Client);
    if (known) return known;
    const client = new Client({ region: 'us-east-1', credentials: { accessKeyId: '', secretAccessKey: '' } });
    client.middlewareStack.add(
      (_, context) =>
        async ({ input }) => {
          this.#stopped = { name: nameOf(context), input };
          throw new Error('stopped');
        },
      { step: 'initialize', priority: 'high', name: 'vouchStop' },
    );
    this.#clients.set(Client, client);
    return client;
  }
}
