import { identify, proveIdentity } from '../adapters/identity.ts';
import { invoke } from '../adapters/lambda.ts';
import { type Caller, Refusal } from '../domain/exception.ts';
import { hashOf } from '../evidence/canonical.ts';
import { openSession } from './session.ts';
import { UserError } from './terminal.ts';

/**
 * Has done what is to be signed, as whoever today's credentials are: by a deployed function, since only those may sign
 * there; or here, where there are no functions.
 * @param variable names the environment variable with the function's name
 * @param member of the function's answer that has what came of it
 * @param here does it, for the caller as AWS says, with the account of today's credentials
 * @throws UserError when it is refused
 */
export async function doneAsCaller<R>(
  ask: object,
  variable: string,
  member: string,
  here: (by: Caller, account: string) => Promise<R>,
): Promise<R> {
  const name = process.env[variable];
  const { account } = await openSession();
  const proof = await proveIdentity(hashOf(ask));
  if (name) {
    const answer = (await invoke(name, { ask, proof })) as { readonly refused: string } | Record<string, R>;
    if ('refused' in answer) throw new UserError(answer.refused as string);
    return answer[member] as R;
  }
  try {
    return await here(await identify(proof, hashOf(ask)), account);
  } catch (error) {
    throw error instanceof Refusal ? new UserError(error.message) : error;
  }
}
