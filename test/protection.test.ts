import { CloudTrailClient, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateFileSystemCommand, EFSClient } from '@aws-sdk/client-efs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { criteriaOf } from '#lib/controls/index.ts';
import { absentPlayer } from '#lib/demo/absent.ts';
import { type AwsProxy, startProxy } from '#lib/demo/proxy.ts';
import { bucket, database, key, logGroup, queue, table, trail, volume } from '#lib/demo/resources.ts';
import { managementSite, memberSite, type Site } from '#lib/demo/site.ts';
import type { Evaluation } from '#lib/domain/finding.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { readTarget } from '#lib/scan/read.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { RULES } from '../rules/index.ts';
import { useMoto } from './support/moto.ts';

const emulator = useMoto();
const scope = { ...DEFAULT_SCOPE, regions: ['eu-west-1', 'us-east-1'] };
/** Planted where nobody may see it again: in an environment, and as a parameter. */
const CANARY = 'hunter2-Canary-7f3a';

let proxy: AwsProxy;
let evaluations: readonly Evaluation[];
/** The planted accounts' ids: one has the faults, the other what only looks like them. */
const ids: Record<'faulty' | 'sound', string> = { faulty: '', sound: '' };

async function fileSystem({ client }: Site, name: string, Encrypted: boolean): Promise<void> {
  await client(EFSClient).send(
    new CreateFileSystemCommand({ CreationToken: name, Encrypted, Tags: [{ Key: 'Name', Value: name }] }),
  );
}

async function lambda({ client }: Site, FunctionName: string, value: string): Promise<void> {
  const { Role } = await client(IAMClient).send(
    new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: '{"Statement":[]}' }),
  );
  await client(LambdaClient).send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Role?.Arn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
      Environment: { Variables: { DB_PASSWORD: value } },
    }),
  );
}

const parameter = ({ client }: Site, Name: string, Type: 'String' | 'SecureString'): Promise<unknown> =>
  client(SSMClient).send(new PutParameterCommand({ Name, Type, Value: CANARY }));

/** The same things twice: with a fault in the one account, as they ought to be in the other. */
async function furnish(site: Site, sound: boolean): Promise<void> {
  await bucket('trail')(site);
  await trail('main')(site);
  if (!sound) await site.client(CloudTrailClient).send(new StopLoggingCommand({ Name: 'main' }));
  await bucket('data', sound ? [] : ['tls'])(site);
  await volume(sound)(site);
  await database('orders', sound ? 35 : 3, { encrypted: sound })(site);
  await table('orders', sound)(site);
  await logGroup('/orders', sound ? 400 : 14)(site);
  await key(sound, 'us-east-1')(site);
  await queue('orders', sound)(site);
  await fileSystem(site, 'orders', sound);
  await lambda(site, 'orders', sound ? 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db' : CANARY);
  await parameter(site, '/orders/db-password', sound ? 'SecureString' : 'String');
}

beforeAll(async () => {
  proxy = await startProxy(emulator.moto.url);
  proxy.players.push(absentPlayer);
  process.env.VOUCH_TARGET_ENDPOINT_URL = proxy.url;
  const management = managementSite(emulator.moto.url);
  const organizations = management.client(OrganizationsClient);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  for (const name of ['faulty', 'sound'] as const) {
    const command = new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` });
    ids[name] = (await organizations.send(command)).CreateAccountStatus?.AccountId ?? '';
    await furnish(await memberSite(emulator.moto.url, ids[name]), name === 'sound');
  }
  const { access, organization } = enterOrganization('eu-west-1', scope, 'protection');
  const { work } = await loadCatalogue(scope);
  const { targets, map } = await organization.survey();
  const reading = {
    work,
    partition: 'aws',
    clock: () => new Date(),
    open: targetOpener(access, 'aws'),
    signal: new AbortController().signal,
    map,
  };
  const mine = targets.filter(({ account }) => Object.values(ids).includes(account));
  evaluations = (await Promise.all(mine.map((target) => readTarget(target, reading)))).flatMap(
    (read) => read.evaluations,
  );
}, 300_000);
afterAll(() => proxy?.stop());

const found = (rule: string, account: string, resource: RegExp) =>
  evaluations.filter((one) => one.rule === rule && one.account === account && resource.test(one.resource));

/** A fault, the rule that finds it, the resource, part of the reason, and the criteria that the finding serves. */
test.each([
  ['a stopped trail', 'cloudtrail-trail-actively-logging', /trail\/main$/, /stopped|not logging/, ['CC7.2']],
  ['a bucket that answers plain HTTP', 's3-bucket-tls-only-policy', /:::data-/, /./, ['CC6.7']],
  ['a volume in plain text', 'ec2-ebs-volume-encrypted', /volume\//, /not encrypted/, ['CC6.1']],
  ['a database in plain text', 'rds-instance-storage-encrypted', /db:orders$/, /not encrypted/, ['CC6.1']],
  ['backups of three days', 'rds-instance-protected', /db:orders$/, /3 days/, ['A1.2']],
  ['a table without a way back', 'dynamodb-table-protected', /table\/orders$/, /./, ['A1.2']],
  ['logs of a fortnight', 'logs-log-group-retention-meets-minimum', /log-group:\/orders/, /./, ['CC7.2']],
  ['a key that never rotates', 'kms-key-rotation', /us-east-1:.*key\//, /rotat/, ['CC6.1']],
  [
    'a queue in plain text',
    'sqs-queue-encrypted',
    /orders$/,
    /encryption with keys of SQS is off/,
    ['CC6.1'],
  ],
  ['a file system in plain text', 'efs-file-system-encrypted', /file-system\//, /not encrypted/, ['CC6.1']],
  [
    'a password in an environment',
    'lambda-environment-no-plaintext-secrets',
    /function:orders$/,
    /DB_PASSWORD/,
    ['CC6.1'],
  ],
  [
    'a password as plain parameter',
    'ssm-sensitive-parameter-is-securestring',
    /db-password$/,
    /./,
    ['CC6.1'],
  ],
])('%s is found by %s at %s; its look-alike is not', (_, rule, resource, reason, criteria) => {
  const faults = found(rule, ids.faulty, resource);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ verdict: 'FAIL', reason: expect.stringMatching(reason) });
  const lookalikes = found(rule, ids.sound, resource).map(({ verdict }) => verdict);
  expect(lookalikes).toEqual(['PASS']);
  const controls = RULES.find(({ id }) => id === rule)?.controls ?? [];
  expect(criteriaOf(controls)).toEqual(expect.arrayContaining(criteria));
});

test('of what was planted as a secret nothing is in any evaluation', () => {
  expect(JSON.stringify(evaluations)).not.toContain(CANARY);
});
