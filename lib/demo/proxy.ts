import { randomUUID } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/**
 * What can go wrong with a request. `error` is a 500 of AWS's, `html` a gateway's page with status 502, `page` one with
 * status 200, `hang` no reply at all, `reset` a connection that breaks.
 */
export type Fault = Documented | 'html' | 'page' | 'hang' | 'reset';
type Documented = 'denied' | 'throttled' | 'unsupported' | 'error' | 'unavailable';

/** What a request to AWS asks for, as far as its envelope tells. */
export interface AwsRequest {
  /** The name that the request is signed for, e.g. `s3`, `iam`, `backup`; empty when it is not signed. */
  readonly service: string;
  readonly region: string;
  /**
   * The API's own name, e.g. `ListUsers`. REST requests do not carry it: they are called by method and path, e.g.
   * `GET /{bucket}?encryption`, `GET /backup/plans/{id}`.
   */
  readonly operation: string;
  /** The account whose temporary credentials signed it; null for made-up keys. */
  readonly account: string | null;
  /** The path as it was asked for, without the query. */
  readonly path: string;
  /** The query, and the body where that is a form (STS, IAM, EC2, RDS, SNS). */
  readonly parameters: URLSearchParams;
}

/** Which requests go wrong, and how. */
export interface FaultRule {
  readonly match: (request: AwsRequest) => boolean;
  readonly fault: Fault;
  /** The share of the matching requests, 0 to 1; left out means all of them. */
  readonly rate?: number;
}

/**
 * Plays what the emulator behind the proxy lacks: a reply with status 200, an object as JSON and a text as XML; or null
 * for what it does not know, which then goes on to the emulator.
 */
export type Player = (request: AwsRequest) => object | string | null;

/** A proxy that counts what passes and makes some of it fail. */
export interface AwsProxy {
  readonly url: string;
  /** Consulted in order with every request; the first rule that fires decides. May be changed at any time. */
  readonly faults: FaultRule[];
  /** Asked in order with every request that is not made to fail; the first reply is given. */
  readonly players: Player[];
  /** Requests so far, those that were made to fail included. */
  readonly total: number;
  /** Requests by `service:operation`, sorted by name. */
  readonly byOperation: Readonly<Record<string, number>>;
  /** From now on the account refuses to be entered by any role. */
  refuseAssumeRole(account: string): void;
  /** Ends it, with what is still under way; may be called more than once. */
  stop(): Promise<void>;
}

/** How a service writes its replies. */
type Protocol = 'json' | 'query' | 'ec2' | 's3' | 'rest';

/**
 * Status and error code of each documented fault. The codes all services share:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const REPLIES: Readonly<Record<Protocol, Readonly<Record<Documented, readonly [number, string]>>>> = {
  json: {
    denied: [400, 'AccessDeniedException'],
    throttled: [400, 'ThrottlingException'],
    unsupported: [400, 'UnknownOperationException'],
    error: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
  },
  query: {
    denied: [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    unsupported: [400, 'InvalidAction'],
    error: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
  },
  ec2: {
    denied: [403, 'UnauthorizedOperation'],
    throttled: [503, 'RequestLimitExceeded'],
    unsupported: [400, 'UnsupportedOperation'],
    error: [500, 'InternalError'],
    unavailable: [503, 'Unavailable'],
  },
  s3: {
    denied: [403, 'AccessDenied'],
    throttled: [503, 'SlowDown'],
    unsupported: [501, 'NotImplemented'],
    error: [500, 'InternalError'],
    unavailable: [503, 'ServiceUnavailable'],
  },
  rest: {
    denied: [403, 'AccessDeniedException'],
    throttled: [429, 'ThrottlingException'],
    unsupported: [404, 'UnknownOperationException'],
    error: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
  },
};

const MESSAGES: Readonly<Record<Documented, (asked: string) => string>> = {
  denied: (asked) => `User is not authorized to perform: ${asked}`,
  throttled: () => 'Rate exceeded',
  unsupported: (asked) => `${asked} is not available here`,
  error: () => 'An internal error occurred',
  unavailable: () => 'Try again later',
};

const WEB_PAGE = '<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body>No reply.</body></html>\n';
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Writes an error as the protocol does. */
const BODIES: Readonly<
  Record<Protocol, (code: string, message: string, status: number, id: string) => string>
> = {
  json: (code, message) => JSON.stringify({ __type: code, message }),
  rest: (code, message) => JSON.stringify({ code, message }),
  query: (code, message, status, id) =>
    `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
  ec2: (code, message, _, id) =>
    `<Response><Errors><Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error></Errors><RequestID>${id}</RequestID></Response>`,
  s3: (code, message, _, id) =>
    `<Error><Code>${code}</Code><Message>${escaped(message)}</Message><RequestId>${id}</RequestId></Error>`,
};

/** Where services write the id of a request. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html */
const idHeader = (service: string): string => (service === 's3' ? 'x-amz-request-id' : 'x-amzn-requestid');

function fail(
  response: ServerResponse,
  fault: Fault,
  protocol: Protocol,
  { service, operation }: AwsRequest,
): void {
  if (fault === 'hang') return;
  if (fault === 'reset') {
    response.destroy();
  } else if (fault === 'html' || fault === 'page') {
    response.writeHead(fault === 'html' ? 502 : 200, { 'content-type': 'text/html' }).end(WEB_PAGE);
  } else {
    const [status, code] = REPLIES[protocol][fault];
    const [type, headers] = {
      json: ['application/x-amz-json-1.1', {}],
      rest: ['application/json', { 'x-amzn-errortype': code }],
      query: ['text/xml', {}],
      ec2: ['text/xml', {}],
      s3: ['application/xml', {}],
    }[protocol] as [string, Record<string, string>];
    const id = randomUUID();
    response
      .writeHead(status, { 'content-type': type, [idHeader(service)]: id, ...headers })
      .end(BODIES[protocol](code, MESSAGES[fault](`${service}:${operation}`), status, id));
  }
}

/**
 * The account within an access key id that STS or IAM gave out: bits 2 to 41 of what follows its four-letter prefix, in
 * base 32. Static keys of an emulator carry none.
 */
function accountOf(keyId: string): string | null {
  if (!/^A[A-Z0-9]{3}[A-Z2-7]{9}/.test(keyId)) return null;
  const digits = [...keyId.slice(4, 13)].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign));
  const bits = digits.reduce((sum, digit) => sum * 32 + digit, 0);
  return String(Math.floor(bits / 16) % 2 ** 40).padStart(12, '0');
}

/** A REST request by method and path, with names and ids left out so that requests of one kind count together. */
function restOperation(service: string, method: string, path: string, query: URLSearchParams): string {
  const segments = path.split('/').filter(Boolean);
  if (service !== 's3') {
    return `${method} /${segments.map((part) => (/\d|%3A/i.test(part) ? '{id}' : part)).join('/')}`;
  }
  const [bucket, key] = [segments.length > 0 ? '{bucket}' : '', segments.length > 1 ? '/{key}' : ''];
  const subresource = [...query].find(([, value]) => value === '')?.[0];
  return query.get('x-id') ?? `${method} /${bucket}${key}${subresource ? `?${subresource}` : ''}`;
}

const FORM = 'application/x-www-form-urlencoded';

async function read(
  incoming: IncomingMessage,
): Promise<{ asked: AwsRequest; protocol: Protocol; body: Buffer | null }> {
  const { headers, method = 'GET', url = '/' } = incoming;
  const scope = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const [keyId = '', , region = '', service = ''] = scope.split('/');
  const [path = '/', query = ''] = url.split(/\?(.*)/s);
  const body = headers['content-type']?.startsWith(FORM) ? await buffer(incoming) : null;
  const parameters = new URLSearchParams(body ? `${query}&${body}` : query);
  const target = headers['x-amz-target'];
  const action = parameters.get('Action');
  const asked = {
    service,
    region,
    account: accountOf(keyId),
    path,
    parameters,
    operation:
      typeof target === 'string'
        ? target.slice(target.lastIndexOf('.') + 1)
        : (action ?? restOperation(service, method, path, parameters)),
  };
  const queried = service === 'ec2' ? 'ec2' : 'query';
  const protocol = target ? 'json' : action ? queried : service === 's3' ? 's3' : 'rest';
  return { asked, protocol, body };
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Starts a proxy on 127.0.0.1 and a free port.
 * @param upstream where requests go that are not made to fail, e.g. the emulator's endpoint
 * @param seed of the numbers that decide which requests a rate hits
 */
export async function startProxy(upstream: string, { seed = 1 } = {}): Promise<AwsProxy> {
  const { hostname, port } = new URL(upstream);
  const agent = new Agent({ keepAlive: true });
  const random = randomNumbers(seed);
  const counts = new Map<string, number>();
  const faults: FaultRule[] = [];
  const players: Player[] = [];
  let total = 0;

  async function forward(
    incoming: IncomingMessage,
    body: Buffer | null,
    response: ServerResponse,
  ): Promise<void> {
    const { method, url } = incoming;
    // The host stays the one that the client signed. The interim reply that it may expect has been given by this server.
    const { expect: _, ...headers } = incoming.headers;
    const outgoing = send({ hostname, port, method, path: url, headers, agent });
    const replied = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    response.once('close', () => outgoing.destroy());
    if (body) outgoing.end(body);
    else incoming.pipe(outgoing);
    const reply = await replied;
    response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
    await pipeline(reply, response);
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { asked, protocol, body } = await read(incoming);
    const name = `${asked.service}:${asked.operation}`;
    total += 1;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const hit = faults.find(({ match, rate = 1 }) => match(asked) && random() < rate);
    if (hit) {
      incoming.resume();
      return fail(response, hit.fault, protocol, asked);
    }
    const played = players.map((play) => play(asked)).find((reply) => reply !== null);
    if (!played) return forward(incoming, body, response);
    incoming.resume();
    const [type, text] =
      typeof played === 'string' ? ['text/xml', played] : ['application/json', JSON.stringify(played)];
    response.writeHead(200, { 'content-type': type, [idHeader(asked.service)]: randomUUID() }).end(text);
  }

  const server = createServer((incoming, response) => {
    // What breaks on the way breaks for the client too, as without a proxy.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    players,
    get total() {
      return total;
    },
    get byOperation() {
      return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    refuseAssumeRole(account) {
      faults.push({
        match: ({ operation, parameters }) =>
          operation === 'AssumeRole' && parameters.get('RoleArn')?.split(':')[4] === account,
        fault: 'denied',
      });
    },
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}
