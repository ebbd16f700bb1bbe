import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { BuildMiddleware, DeserializeMiddleware, MiddlewareStack } from '@smithy/types';
import { type Caller, Refusal } from '../domain/exception.ts';
import { ownSide } from './clients.ts';

/** Headers of a GetCallerIdentity request that somebody signed and did not send. */
export type Proof = Readonly<Record<string, string>>;

/** The header that binds a signature to what is asked for. */
const CLAIM = 'x-vouch-claim';
/** What the signer's own client wrote. Everything else is written by whoever sends, so that nothing can be smuggled in. */
const PASSED_ON = [
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
];

interface Request {
  readonly headers: Record<string, string>;
}

/**
 * Proves to another who one is, as Vault's AWS login does: signs "who am I" for AWS, and lets the other ask. The
 * signature is good for this claim only and for a quarter of an hour; no key leaves this process.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 * @param claim SHA-256 (hex) of what is asked for
 */
export async function proveIdentity(claim: string): Promise<Proof> {
  let proof: Proof = {};
  const client = new STSClient(ownSide());
  const stack = client.middlewareStack as unknown as MiddlewareStack<object, object>;
  addClaim(stack, claim);
  const keep: DeserializeMiddleware<object, object> =
    () =>
    async ({ request }) => {
      const { headers } = request as Request;
      proof = Object.fromEntries(Object.entries(headers).filter(([name]) => PASSED_ON.includes(name)));
      return { response: { headers: {} }, output: { $metadata: {} } };
    };
  stack.add(keep, { step: 'deserialize', priority: 'high', name: 'vouchKeep' });
  await client.send(new GetCallerIdentityCommand({}));
  return proof;
}

/**
 * Asks AWS who signed a proof. AWS checks the signature, and that it is fresh.
 * @param claim what the signature must be bound to
 * @throws Refusal when AWS does not confirm it, or it was signed for something else
 */
export async function identify(proof: Proof, claim: string): Promise<Caller> {
  const [, signed = ''] = /SignedHeaders=([^,]+)/.exec(proof.authorization ?? '') ?? [];
  if (!signed.split(';').includes(CLAIM))
    throw new Refusal('the identity is not proven for this request: its signature is not bound to it');
  const client = new STSClient({
    ...ownSide(),
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  const stack = client.middlewareStack as unknown as MiddlewareStack<object, object>;
  addClaim(stack, claim);
  const replace: DeserializeMiddleware<object, object> = (next) => (args) => {
    const { headers } = args.request as Request;
    for (const name of PASSED_ON) {
      const value = proof[name];
      if (value === undefined) delete headers[name];
      else headers[name] = value;
    }
    return next(args);
  };
  stack.add(replace, { step: 'deserialize', priority: 'low', name: 'vouchReplace' });
  try {
    const { Arn, Account, UserId, $metadata } = await client.send(new GetCallerIdentityCommand({}));
    if (!Arn || !Account || !UserId) throw new Error('AWS did not say who the caller is');
    return { arn: Arn, account: Account, userId: UserId, requestId: $metadata.requestId ?? '' };
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if (($metadata?.httpStatusCode ?? 500) >= 500) throw error;
    throw new Refusal(`AWS does not confirm who asks: ${name}: ${message}`);
  }
}

function addClaim(stack: MiddlewareStack<object, object>, claim: string): void {
  const claiming: BuildMiddleware<object, object> = (next) => (args) => {
    (args.request as Request).headers[CLAIM] = claim;
    return next(args);
  };
  stack.add(claiming, { step: 'build', name: 'vouchClaim' });
}
