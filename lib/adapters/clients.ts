import { NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  AwsCredentialIdentityProvider,
  FinalizeRequestMiddleware,
  MiddlewareStack,
} from '@smithy/types';
import type { ClientClass } from '../collectors/operation.ts';
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
export const scannedSide = (environment = process.env) => ({
  maxAttempts: MAX_ATTEMPTS,
  retryMode: 'standard',
  requestHandler,
  ...(environment.VOUCH_TARGET_ENDPOINT_URL && {
    endpoint: environment.VOUCH_TARGET_ENDPOINT_URL,
    forcePathStyle: true,
  }),
});

/** The same for Vouch's own table, bucket, key and bus. */
export const ownSide = (environment = process.env) => ({
  maxAttempts: MAX_ATTEMPTS,
  retryMode: 'standard',
  requestHandler,
  ...(environment.AWS_ENDPOINT_URL && { forcePathStyle: true }),
});

/**
 * Clients of one account in one Region, one per service, each made when first asked for.
 * @param region an AWS Region's name; global services are asked in the Region where they answer
 * @param credentials the account's; undefined means today's credentials
 */
export function targetClients(
  region: string,
  credentials: AwsCredentialIdentityProvider | undefined,
  log: RequestLog,
): TargetClients {
  const clients = new Map<ClientClass, InstanceType<ClientClass>>();
  return {
    partition: partitionOf(region),
    client(Client) {
      const known = clients.get(Client);
      if (known) return known;
      const client = new Client({ ...scannedSide(), region, ...(credentials && { credentials }) });
      countRequests(client.middlewareStack, log);
      clients.set(Client, client);
      return client;
    },
  };
}

function countRequests(stack: MiddlewareStack<object, object>, log: RequestLog): void {
  const counting: FinalizeRequestMiddleware<object, object> = (next, context) => (args) => {
    const { clientName, commandName } = context as { clientName: string; commandName: string };
    log.count(`${clientName.replace(/Client$/, '')}.${commandName.replace(/Command$/, '')}`);
    return next(args);
  };
  stack.addRelativeTo(counting, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'vouchRequestLog',
  });
}
