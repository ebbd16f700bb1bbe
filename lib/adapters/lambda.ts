import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** As long as Lambda lets a function run, and a little more for the way. */
const LONGEST_MS = 16 * 60_000;

/**
 * Calls a function and waits for its answer. A call is not repeated: it may be at work though its answer was lost.
 * @param payload what the function is given, as JSON
 * @returns the answer, as JSON
 * @throws Error with the function's own words when it failed
 */
export async function invoke(functionName: string, payload: object): Promise<unknown> {
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout: LONGEST_MS }),
  });
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) }),
  );
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null');
  if (FunctionError === undefined) return answer;
  const { errorMessage } = (answer ?? {}) as { readonly errorMessage?: string };
  throw new Error(`${functionName}: ${errorMessage ?? FunctionError}`);
}
