import type { Client } from '@smithy/types';
import type { CommandClass } from './operation.ts';

// biome-ignore lint/suspicious/noExplicitAny: the SDK's own class types differ per service in ways that only `any` spans
type Any = any;

/**
 * What the SDK's paginators do, for operations that have none.
 * @param given the member of a reply that names the next page
 * @param asked the member of a request that takes it
 */
export const pagesOf = <I extends object, O extends object>(
  Command: CommandClass<I, O>,
  given: keyof O,
  asked: keyof I,
) =>
  async function* ({ client }: { client: Client<Any, Any, Any> }, input: I): AsyncGenerator<O> {
    let next: O[keyof O] | undefined;
    do {
      const page = (await client.send(new Command({ ...input, ...(next && { [asked]: next }) }) as Any)) as O;
      yield page;
      next = page[given];
    } while (next);
  };
