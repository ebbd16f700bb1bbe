import type { Client, Handler } from '@smithy/types';

// biome-ignore lint/suspicious/noExplicitAny: the SDK's own class types differ per service in ways that only `any` spans
type Any = any;

/** Configuration that every SDK client takes from the scanner. */
export type ClientClass = new (config: Any) => Client<Any, Any, Any>;

/** The class of the SDK's commands with this input and reply. */
export type CommandClass<I extends object, O extends object> = new (
  input: I,
) => { resolveMiddleware(stack: Any, configuration: Any, options: Any): Handler<Any, O> };

/** AWS's name of what a middleware sees under way, e.g. `KMS.ListKeys`. */
export function nameOf(context: object): string {
  const { clientName, commandName } = context as { clientName: string; commandName: string };
  return `${clientName.replace(/Client$/, '')}.${commandName.replace(/Command$/, '')}`;
}

type Paginator<I, O> = (config: { client: Any }, input: I) => AsyncGenerator<O>;

/**
 * One AWS API operation as collectors use it: the IAM action that allows it, the client it belongs to,
 * and how to run it to the end (all pages). The action is written out because names differ:
 * GetBucketEncryption needs `s3:GetEncryptionConfiguration`.
 */
export interface Operation<I extends object, O> {
  readonly action: string;
  readonly Client: ClientClass;
  readonly run: (client: Client<Any, Any, Any>, input: I, signal: AbortSignal) => Promise<O>;
  /** It pages: all pages are read. */
  readonly paged?: true;
  /** The Region that is asked; without it the target's. */
  readonly regionOf?: (input: I) => string;
}

/** An operation of one request and one reply. */
export function operation<I extends object, O extends object>(
  action: string,
  Client: ClientClass,
  Command: CommandClass<I, O>,
): Operation<I, O>;
/**
 * The same where AWS says "there is none" with an error: the error names in `absent` are read as `null`,
 * which is a seen value.
 */
export function operation<I extends object, O extends object>(
  action: string,
  Client: ClientClass,
  Command: CommandClass<I, O>,
  absent: readonly string[],
): Operation<I, O | null>;
export function operation<I extends object, O extends object>(
  action: string,
  Client: ClientClass,
  Command: CommandClass<I, O>,
  absent: readonly string[] = [],
): Operation<I, O | null> {
  return {
    action,
    Client,
    run: async (client, input, signal) => {
      try {
        return (await client.send(new Command(input) as Any, { abortSignal: signal })) as O;
      } catch (error) {
        if (error instanceof Error && absent.includes(error.name)) return null;
        throw error;
      }
    },
  };
}

/** An operation that pages: every item of every page. */
export function paged<I extends object, O, T>(
  action: string,
  Client: ClientClass,
  paginate: Paginator<I, O>,
  items: (page: O) => readonly T[] | undefined,
): Operation<I, readonly T[]> {
  return {
    action,
    Client,
    paged: true,
    run: async (client, input, signal) => {
      const all: T[] = [];
      // A copy: paginators write the next page's marker into what they are given.
      for await (const page of paginate({ client }, { ...input })) {
        all.push(...(items(page) ?? []));
        signal.throwIfAborted();
      }
      return all;
    },
  };
}

/** The same operation, asked in the Region that its input names: for what lies in a Region that only AWS knows. */
export const elsewhere = <I extends object, O>(
  operation: Operation<I, O>,
): Operation<I & { readonly region: string }, O> => ({
  ...operation,
  run: (client, { region: _, ...input }, signal) => operation.run(client, input as unknown as I, signal),
  regionOf: ({ region }) => region,
});
