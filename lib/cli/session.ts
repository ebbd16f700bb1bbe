import { existsSync, readFileSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { partitionOf, RequestLog, scannedClient } from '../adapters/clients.ts';
import { singleAccount } from '../adapters/organizations.ts';
import type { Scope } from '../domain/scope.ts';
import type { Entrance } from '../scan/run.ts';
import { DEFAULT_SCOPE, parseScope } from '../scope/scope.ts';
import { UserError } from './terminal.ts';

/** Who the user is to AWS, and the ways from there into accounts. */
export interface Session {
  readonly caller: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly log: RequestLog;
}

const hint = (error: unknown): string => {
  const { name = 'Error', message } = error as Error;
  if (/Region is missing/.test(message))
    return 'no AWS Region is set: set AWS_REGION, for example AWS_REGION=eu-west-1';
  if (name === 'CredentialsProviderError')
    return `no AWS credentials were found (${message}): sign in with "aws sso login", set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
  return `AWS did not accept today's credentials: ${name}: ${message}`;
};

/**
 * Asks AWS who today's credentials are.
 * @throws UserError saying what to do when there are none, or no Region
 */
export async function openSession(): Promise<Session> {
  const log = new RequestLog();
  try {
    const sts = scannedClient(STSClient, {}, log);
    const region = await sts.config.region();
    const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { caller: Arn, account: Account, region, partition: partitionOf(region), log };
  } catch (error) {
    throw new UserError(hint(error));
  }
}

/** The way into the caller's own account alone, with the credentials as they are. */
export function enterAccount({ account, region, partition, log }: Session, scope: Scope): Entrance {
  const { credentials } = scannedClient(STSClient, { region }, log).config;
  return {
    access: { open: async () => credentials },
    organization: singleAccount(account, scope, region, partition, log),
  };
}

/**
 * Reads the scope file; without one, the default scope.
 * @param path as given by the user; undefined means scope.yaml, if there is one
 * @throws UserError when a named file is missing, ScopeError when it cannot be used
 */
export function readScope(path: string | undefined): Scope {
  const file = path ?? 'scope.yaml';
  if (!existsSync(file)) {
    if (path) throw new UserError(`${path}: there is no such file`);
    return DEFAULT_SCOPE;
  }
  return parseScope(readFileSync(file, 'utf8'), file);
}
