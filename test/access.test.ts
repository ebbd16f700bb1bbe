import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { beforeAll, expect, test } from '@jest/globals';
import { criteriaOf } from '#lib/controls/index.ts';
import { user } from '#lib/demo/resources.ts';
import { managementSite, memberSite, type Site } from '#lib/demo/site.ts';
import type { Evaluation } from '#lib/domain/finding.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { readTarget } from '#lib/scan/read.ts';
import { enterOrganization, targetOpener } from '#lib/scan/run.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { RULES } from '../rules/index.ts';
import { useMoto } from './support/moto.ts';

const emulator = useMoto();
/** What was made today is old by then. */
const LATER = new Date(Date.now() + 120 * 86_400_000);
const SUPPLIER = '999988887777';
const scope = { ...DEFAULT_SCOPE, regions: ['eu-west-1'] };

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trust = (principal: object, condition?: object): string =>
  policy({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });

/** A role whose own policy has the statements. */
async function role(
  { client }: Site,
  RoleName: string,
  AssumeRolePolicyDocument: string,
  ...statements: readonly object[]
): Promise<void> {
  const iam = client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (statements.length > 0)
    await iam.send(
      new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy(...statements) }),
    );
}

async function administrator(site: Site, UserName: string, mfa: boolean): Promise<void> {
  await user(UserName, { console: true, mfa })(site);
  const iam = site.client(IAMClient);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: `${UserName}-all`,
      PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    }),
  );
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
}

async function keyHolder(site: Site, UserName: string, Status: 'Active' | 'Inactive'): Promise<void> {
  await user(UserName)(site);
  const iam = site.client(IAMClient);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId, Status }));
}

async function permissionSet({ client }: Site, Name: string, SessionDuration: string): Promise<string> {
  const sso = client(SSOAdminClient);
  const { Instances } = await sso.send(new ListInstancesCommand({}));
  const { PermissionSet } = await sso.send(
    new CreatePermissionSetCommand({ InstanceArn: Instances?.[0]?.InstanceArn, Name, SessionDuration }),
  );
  return PermissionSet?.PermissionSetArn ?? '';
}

const LAMBDA = trust({ Service: 'lambda.amazonaws.com' });
const NEW_FUNCTION = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
const pass = (service: string): object => ({
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: '*',
  Condition: { StringEquals: { 'iam:PassedToService': service } },
});

let evaluations: readonly Evaluation[];
let account: string;
const sets: Record<string, string> = {};

beforeAll(async () => {
  const management = managementSite(emulator.moto.url);
  const organizations = management.client(OrganizationsClient);
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const [member, sibling] = await Promise.all(
    ['member', 'sibling'].map(async (name) => {
      const command = new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` });
      return (await organizations.send(command)).CreateAccountStatus?.AccountId ?? '';
    }),
  );
  account = member ?? '';
  const site = await memberSite(emulator.moto.url, account);
  await administrator(site, 'careless', false);
  await administrator(site, 'careful', true);
  await keyHolder(site, 'batch', 'Active');
  await keyHolder(site, 'retired', 'Inactive');
  const functions = { Effect: 'Allow', Action: NEW_FUNCTION, Resource: '*' };
  await role(site, 'deploy', LAMBDA, pass('lambda.amazonaws.com'), functions);
  await role(site, 'tasks', LAMBDA, pass('ecs-tasks.amazonaws.com'), functions);
  await role(site, 'supplier', trust({ AWS: `arn:aws:iam::${SUPPLIER}:root` }));
  await role(
    site,
    'supplier-checked',
    trust({ AWS: `arn:aws:iam::${SUPPLIER}:root` }, { StringEquals: { 'sts:ExternalId': 'agreed' } }),
  );
  await role(site, 'sibling', trust({ AWS: `arn:aws:iam::${sibling}:root` }));
  sets.long = await permissionSet(management, 'Long', 'PT12H');
  sets.short = await permissionSet(management, 'Short', 'PT1H');

  const { access, organization } = enterOrganization('eu-west-1', scope, 'access');
  const { work } = await loadCatalogue(scope);
  const { targets, map } = await organization.survey();
  const all = await Promise.all(
    targets
      .filter(({ region }) => region === 'aws-global')
      .map((target) =>
        readTarget(target, {
          work,
          partition: 'aws',
          clock: () => LATER,
          open: targetOpener(access, 'aws'),
          signal: new AbortController().signal,
          map,
        }),
      ),
  );
  evaluations = all.flatMap((reading) => reading.evaluations);
}, 180_000);

const found = (rule: string, name: string) =>
  evaluations.find(
    (evaluation) =>
      evaluation.rule === rule && (evaluation.resource === name || evaluation.resource.endsWith(`/${name}`)),
  );

/** What is planted, what only looks like it, and the criteria that the finding serves. */
test.each([
  [
    'an administrator without MFA',
    'iam-user-administrator-has-mfa',
    'careless',
    /^the user is an administrator by .*careless-all.*, and has no MFA device$/,
    'careful',
    ['CC6.1', 'CC6.3', 'CC6.6'],
  ],
  [
    'a stale key',
    'iam-user-access-keys-rotated',
    'batch',
    /^key 1 is 1\d\d days old; the limit is 90 days$/,
    'retired',
    ['CC6.1', 'CC6.2'],
  ],
  ['an escalation path', 'iam-role-no-escalation-path', 'deploy', /own/, 'tasks', ['CC6.3']],
  [
    'an external trust',
    'iam-role-trust-external-account-has-external-id',
    'supplier',
    new RegExp(`^no external ID is asked of .*${SUPPLIER}`),
    'supplier-checked',
    ['CC6.1', 'CC6.3'],
  ],
  [
    'an external trust, beside one within the Organization',
    'iam-role-trust-inside-organization',
    'supplier',
    new RegExp(SUPPLIER),
    'sibling',
    ['CC6.1', 'CC6.2', 'CC6.3'],
  ],
  [
    'an over-long session of Identity Center',
    'sso-permission-set-session-length',
    'long',
    /^sessions of Long last 720 minutes; the limit is 480$/,
    'short',
    ['CC6.1', 'CC6.2'],
  ],
])('%s is found, by %s at %s; its look-alike is not', (_, rule, planted, reason, lookalike, criteria) => {
  const fault = found(rule, sets[planted] ?? planted);
  expect(fault).toMatchObject({ verdict: 'FAIL', reason: expect.stringMatching(reason) });
  expect(found(rule, sets[lookalike] ?? lookalike)?.verdict).toMatch(/^(?:PASS|NOT_APPLICABLE)$/);
  const controls = RULES.find(({ id }) => id === rule)?.controls ?? [];
  expect(criteriaOf(controls)).toEqual(criteria);
});
