import type { Facts, ResourceType } from '../domain/facts/index.ts';
import type { Listed } from '../domain/observed.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import type { Where } from '../domain/target.ts';
import type { Operation } from './operation.ts';

// biome-ignore lint/suspicious/noExplicitAny: an operation's input and output are checked where it is declared and read
type AnyOperation = Operation<any, any>;

/** What a collector may ask: declared operations (each request made once per target), and where and when it is. */
export interface Reader {
  <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O>;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The observation time; ages are counted from here, never from the wall clock. */
  readonly now: Date;
  readonly surroundings: Surroundings;
}

/** How one fact is read: the operations it needs (hence its IAM actions) and what it makes of their replies. */
export interface FactReader<L extends Listed, V> {
  readonly uses: readonly AnyOperation[];
  readonly read: (aws: Reader, resource: L) => Promise<V> | V;
}

/**
 * Reads the resources of one type, and their facts on demand. `service` (as in ARNs) and `where` say in which
 * targets; `list` yields the complete population. One type may have several collectors with different facts.
 */
export interface Collector {
  readonly type: ResourceType;
  readonly service: string;
  readonly where: Where;
  readonly list: {
    readonly uses: readonly AnyOperation[];
    readonly read: (aws: Reader) => Promise<readonly Listed[]> | readonly Listed[];
  };
  readonly facts: Readonly<Record<string, FactReader<Listed, unknown>>>;
}

/** Declares a collector: where its resources are and how they are listed, then how each fact is read. */
export function defineCollector<T extends ResourceType, L extends Listed, K extends keyof Facts[T]>(
  population: {
    readonly type: T;
    readonly service: string;
    readonly where: Where;
    readonly list: {
      readonly uses: readonly AnyOperation[];
      readonly read: (aws: Reader) => Promise<readonly L[]> | readonly L[];
    };
  },
  facts: { readonly [F in K]: FactReader<NoInfer<L>, Facts[T][F]> },
): Collector {
  return { ...population, facts: facts as unknown as Collector['facts'] };
}

/** A fact that is one operation's reply, looked at: the usual case. */
export const from = <L extends Listed, I extends object, O, V>(
  operation: Operation<I, O>,
  input: (resource: L) => I,
  value: (reply: O, resource: L, aws: Reader) => V,
): FactReader<L, V> => ({
  uses: [operation],
  read: async (aws, resource) => value(await aws(operation, input(resource)), resource, aws),
});

/** A fact that the listing already carries. */
export const listed = <L extends Listed, V>(value: (resource: L, aws: Reader) => V): FactReader<L, V> => ({
  uses: [],
  read: (aws, resource) => value(resource, aws),
});

/** Whole days from `then` to the observation; 0 for a time that is not yet past. */
export const ageInDays = (aws: Reader, then: Date): number =>
  Math.max(0, Math.floor((aws.now.getTime() - then.getTime()) / 86_400_000));

/**
 * A member that AWS documents as always present.
 * @throws Error when it is missing all the same: the fact then is unseen, not guessed.
 */
export function required<V>(value: V | undefined | null, member: string): V {
  if (value === undefined || value === null) throw new Error(`the reply of AWS lacks ${member}`);
  return value;
}
