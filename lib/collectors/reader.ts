import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { type Listed, type Observed, type ObservedResource, seen, unseen } from '../domain/observed.ts';
import { type Asked, requestsOf, together } from '../domain/requests.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import type { Target } from '../domain/target.ts';
import type { Collector, FactReader, Reader } from './collector.ts';
import { classify, ReadFailure } from './failure.ts';
import { noting } from './noting.ts';
import type { ClientClass, Operation } from './operation.ts';

/** How many requests of one target are under way at once: AWS's read limits are per account and Region. */
const CONCURRENT_REQUESTS = 8;
/** How many resources are in memory with their facts at once. */
const WINDOW = 25;

/** Makes clients for one target; the adapters know credentials, endpoints, retries and counting. */
export interface TargetClients {
  readonly partition: string;
  /** @param region where it asks; without it in the target's own Region */
  client(Client: ClientClass, region?: string): InstanceType<ClientClass>;
}

/** Everything a target's collectors share: clients, the memory of replies, the pace, the clock, the deadline. */
export interface TargetReader {
  /** Lists the population and, per resource, reads the named facts; a refused fact is a value, a refused list throws. */
  collect(collector: Collector, facts: readonly string[]): AsyncGenerator<ObservedResource>;
  /** Reads what is of the target itself. @throws ReadFailure, or Error when a reply lacks what AWS documents */
  ask<V>(question: Question<V>): Promise<V>;
}

/** What may be asked of a target itself: the operations that it takes, and what it makes of their replies. */
export interface Question<V> {
  readonly uses: Collector['list']['uses'];
  readonly read: (aws: Reader) => Promise<V>;
}

type AnyOperation = Collector['list']['uses'][number];

/** A reply on its way, and the requests that it takes. */
interface Answer<O> {
  readonly reply: Promise<O>;
  readonly asked: Asked;
}

/** What a listing asked: every resource that it found rests on it. */
interface Listing extends Pick<Collector['list'], 'uses'> {
  readonly asked: ReadonlySet<Asked>;
  readonly requests: readonly string[];
  /** The same with one question more: a list that all facts share that rest on it. */
  readonly withOne: Map<Asked, readonly string[]>;
}

/** The requests of a fact that asked something of its own. */
function requestsBehind(asked: ReadonlySet<Asked>, listing: Listing): readonly string[] {
  const [one, ...more] = [...asked].filter((question) => !listing.asked.has(question));
  if (!one) return listing.requests;
  const known = more.length === 0 ? listing.withOne.get(one) : undefined;
  if (known) return known;
  const requests = together(listing.requests, requestsOf([one, ...more]));
  if (more.length === 0) listing.withOne.set(one, requests);
  return requests;
}

const actions = (uses: readonly AnyOperation[]): string => uses.map(({ action }) => action).join(', ');

const canonicalInput = (input: object): string =>
  JSON.stringify(Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)));

/** When, for how long and amid what a target is read. */
export interface Observation {
  readonly now: Date;
  /** Aborts what is still unread, which then is recorded as not evaluated. */
  readonly signal: AbortSignal;
  readonly surroundings: Surroundings;
}

/** Opens a target for its collectors. */
export function openTarget(
  target: Target,
  clients: TargetClients,
  { now, signal, surroundings }: Observation,
): TargetReader {
  const limit = pLimit(CONCURRENT_REQUESTS);
  const ended = AbortSignal.any([signal]);
  setMaxListeners(2 * CONCURRENT_REQUESTS, ended); // each request under way listens, and so may its client
  /** By the operation itself, not by its name: the SDK's paginators all have the same. */
  const answers = new Map<AnyOperation, Map<string, Answer<unknown>>>();

  function request<I extends object, O>(operation: Operation<I, O>, input: I): Answer<O> {
    const theirs = answers.get(operation) ?? new Map<string, Answer<unknown>>();
    answers.set(operation, theirs);
    const key = canonicalInput(input);
    const known = theirs.get(key) as Answer<O> | undefined;
    if (known) return known;
    const asked: Asked = { operation: '', requests: [] };
    const reply = limit(async () => {
      try {
        ended.throwIfAborted();
        const client = clients.client(operation.Client, operation.regionOf?.(input));
        return await operation.run(noting(client, asked), input, ended);
      } catch (error) {
        throw new ReadFailure(
          ended.aborted
            ? { kind: 'failed', action: operation.action, message: 'the time for this target ran out' }
            : classify(error, operation.action),
        );
      }
    });
    reply.catch(() => {}); // every asker awaits it; this only keeps an early failure from being "unhandled"
    const answer = { reply, asked };
    theirs.set(key, answer);
    return answer;
  }

  /** @param asked gets what is asked, also what was asked before for somebody else */
  const readerFor = (uses: FactReader<Listed, unknown>['uses'], asked: Set<Asked>): Reader => {
    const read = <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      if (!uses.includes(operation))
        throw new Error(`${operation.action} is used but not declared in \`uses\``);
      const answer = request(operation, input);
      asked.add(answer.asked);
      return answer.reply;
    };
    return Object.assign(read, { ...target, partition: clients.partition, now, surroundings });
  };

  const observe = async (
    { uses, read }: FactReader<Listed, unknown>,
    resource: Listed,
    listing: Listing,
  ): Promise<{ readonly fact: Observed<unknown>; readonly requests: readonly string[] }> => {
    const asked = new Set<Asked>();
    let fact: Observed<unknown>;
    try {
      fact = seen(await read(readerFor(uses, asked), resource));
    } catch (error) {
      // What a fact without requests of its own lacks, the listing lacked.
      fact = unseen(classify(error, actions(uses.length > 0 ? uses : listing.uses)));
    }
    return { fact, requests: requestsBehind(asked, listing) };
  };

  return {
    ask: ({ uses, read }) => read(readerFor(uses, new Set())),
    async *collect({ list: { uses, read }, facts }, names) {
      const asked = new Set<Asked>();
      let resources: readonly Listed[];
      try {
        // A listing that pages while things change may repeat a resource.
        resources = [
          ...new Map((await read(readerFor(uses, asked))).map((found) => [found.arn, found])).values(),
        ];
      } catch (error) {
        throw new ReadFailure(classify(error, actions(uses)), requestsOf(asked));
      }
      const listing = { uses, asked, requests: requestsOf(asked), withOne: new Map() };
      for (let start = 0; start < resources.length; start += WINDOW) {
        yield* await Promise.all(
          resources.slice(start, start + WINDOW).map(async (resource) => {
            const found = await Promise.all(
              names.map(async (name) => ({
                name,
                ...(await observe(facts[name] as FactReader<Listed, unknown>, resource, listing)),
              })),
            );
            return {
              arn: resource.arn,
              facts: Object.fromEntries(found.map(({ name, fact }) => [name, fact])),
              requests: Object.fromEntries(found.map(({ name, requests }) => [name, requests])),
            };
          }),
        );
      }
    },
  };
}

/** The IAM actions that reading these facts needs, sorted: the member role is derived from this. */
export const actionsOf = (collector: Collector, facts: readonly string[]): readonly string[] =>
  [
    ...new Set(
      [collector.list, ...facts.map((name) => collector.facts[name] as FactReader<Listed, unknown>)].flatMap(
        (reader) => reader.uses.map((operation) => operation.action),
      ),
    ),
  ].sort();
