import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentityProvider,
  DeserializeMiddleware,
  FinalizeRequestMiddleware,
  MiddlewareStack,
} from '@smithy/types';
import { type ClientClass, nameOf } from '../collectors/operation.ts';
import type { TargetClients } from '../collectors/reader.ts';

/** Tries of one request, the first included; waits grow exponentially with jitter in between (SDK's standard mode). */
const MAX_ATTEMPTS = 6;

/** One pool of connections for every client of the process: targets come and go, sockets stay. */
const requestHandler = new NodeHttpHandler({ connectionTimeout: 5_000, requestTimeout: 30_000 });

/** Counts requests as AWS does: every attempt, by operation. */
export class RequestLog {
  readonly #byOperation = new Map<string, number>();
  total = 0;

  count(operation: string): void {
    this.total += 1;
    this.#byOperation.set(operation, (this.#byOperation.get(operation) ?? 0) + 1);
  }

  /** Attempts by operation, e.g. `KMS.ListKeys`, sorted by name. */
  get byOperation(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#byOperation].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** The partition that a Region belongs to. https://docs.aws.amazon.com/general/latest/gr/rande.html */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** The Region in which a partition's global services (IAM, Organizations, CloudFront) answer. */
export const globalServicesRegion = (partition: string): string =>
  ({ aws: 'us-east-1', 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' })[partition] ?? 'us-east-1';

/** What the scanned side's clients share; the endpoint is set only where an emulator plays AWS. */
const scannedSide = (environment = process.env) => ({
  maxAttempts: MAX_ATTEMPTS,
  retryMode: 'standard',
  requestHandler,
  ...(environment.VOUCH_TARGET_ENDPOINT_URL && {
    endpoint: environment.VOUCH_TARGET_ENDPOINT_URL,
    forcePathStyle: true,
  }),
});

/**
 * A client of the scanned side: counted, and deaf to pages that are not AWS's.
 * @param settings `region` and `credentials`; what is left out is today's setting
 */
export function scannedClient<C extends { readonly middlewareStack: unknown }>(
  Client: new (config: ReturnType<typeof scannedSide> & ClientSettings) => C,
  settings: ClientSettings,
  log: RequestLog,
): C {
  const client = new Client({ ...scannedSide(), ...settings });
  const stack = client.middlewareStack as MiddlewareStack<object, object>;
  countRequests(stack, log);
  refuseHtml(stack);
  return client;
}

/** Where and as whom a client asks. */
interface ClientSettings {
  readonly region?: string;
  readonly credentials?: AwsCredentialIdentityProvider;
}

/** The same for Vouch's own table, bucket, key and bus. */
export const ownSide = (environment = process.env) => ({
  maxAttempts: MAX_ATTEMPTS,
  retryMode: 'standard',
  requestHandler,
  ...(environment.AWS_ENDPOINT_URL && { forcePathStyle: true }),
});

/**
 * Clients of one account, one per service and Region, each made when first asked for.
 * @param region an AWS Region's name, for all that names no other; global services are asked where they answer
 * @param credentials the account's; undefined means today's credentials
 */
export function targetClients(
  region: string,
  credentials: AwsCredentialIdentityProvider | undefined,
  log: RequestLog,
): TargetClients {
  const byRegion = new Map<string, Map<ClientClass, InstanceType<ClientClass>>>();
  return {
    partition: partitionOf(region),
    client(Client, asked = region) {
      const clients = byRegion.get(asked) ?? new Map<ClientClass, InstanceType<ClientClass>>();
      byRegion.set(asked, clients);
      const known = clients.get(Client);
      if (known) return known;
      const client = scannedClient(Client, { region: asked, ...(credentials && { credentials }) }, log);
      clients.set(Client, client);
      return client;
    },
  };
}

function countRequests(stack: MiddlewareStack<object, object>, log: RequestLog): void {
  const counting: FinalizeRequestMiddleware<object, object> = (next, context) => (args) => {
    log.count(nameOf(context));
    return next(args);
  };
  stack.addRelativeTo(counting, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'vouchRequestLog',
  });
}

/** The beginning of a web page, which no AWS API answers with. */
const WEB_PAGE = /^\s*(?:<!doctype html|<html)/i;

/**
 * Proxies and broken endpoints answer with web pages, some with status 200. XML deserializers read those as replies
 * without content, hence as "there is none": they must fail instead. A page with a 5xx status is tried again.
 */
function refuseHtml(stack: MiddlewareStack<object, object>): void {
  const refusing: DeserializeMiddleware<object, object> = (next) => async (args) => {
    const result = await next(args);
    const { body, statusCode } = result.response as { readonly body?: unknown; readonly statusCode: number };
    if (body instanceof Readable && WEB_PAGE.test(await beginning(body))) {
      body.destroy(); // nobody will read it, and until somebody does its socket is taken
      throw Object.assign(
        new Error(`the reply (HTTP ${statusCode}) is a web page, not one that AWS documents`),
        {
          name: 'WebPage',
          $metadata: { httpStatusCode: statusCode },
        },
      );
    }
    return result;
  };
  // Closest to the wire: before anything interprets the body.
  stack.add(refusing, { step: 'deserialize', name: 'vouchRefuseHtml', priority: 'low' });
}

/** The first bytes of a stream, put back. */
async function beginning(stream: Readable): Promise<string> {
  if (stream.readableLength === 0 && !stream.readableEnded) {
    await new Promise<void>((resolve, reject) => {
      stream.once('readable', resolve).once('end', resolve).once('error', reject);
    });
  }
  const chunk = stream.read() as Buffer | null;
  if (chunk === null) return '';
  stream.unshift(chunk);
  return chunk.subarray(0, 64).toString();
}
