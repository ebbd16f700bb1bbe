import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { App, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { changesOf } from '#lib/domain/changes.ts';
import type { Scope } from '#lib/domain/scope.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { EXPORTER, FUNCTIONS, type FunctionName } from '#lib/stacks/code.ts';
import { type DeploymentProps, defineDeployment } from '#lib/stacks/deployment.ts';
import { readSettings } from '#lib/stacks/settings.ts';

import { RULES } from '../../rules/index.ts';

const CONTEXT = (JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> })
  .context;

/** What people look at in a synthesized app, and tests do not. */
const QUICK = { analyticsReporting: false, stackTraces: false, treeMetadata: false };

/** The member role's policy, in its form; what it allows is tested with the collectors. */
export const POLICY: DeploymentProps['policy'] = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadConfiguration',
      Effect: 'Allow',
      Action: ['ec2:DescribeRegions', 'kms:ListKeys'],
      Resource: '*',
    },
  ],
};

export const SCOPE: Scope = { ...DEFAULT_SCOPE, access: { roleName: 'Reader', externalId: 'some-text' } };

/** The calls that any type's resources may be changed by. */
const CHANGES = changesOf(new Set<string>(RULES.map(({ resource }) => resource)));

/** Every optional thing switched on. */
export const FULL = {
  organizationId: 'o-abcdefghij',
  organizationUnits: 'r-ab12',
  auditor: 'arn:aws:iam::999988887777:role/Auditors',
  auditorExternalId: 'auditor-text',
  breakGlassRole: 'arn:aws:iam::111122223333:role/BreakGlass',
  alertEmail: 'alerts@example.com',
  changeRegions: 'eu-west-1,us-east-1',
};

/** The same, with evidence in an account of its own. */
export const ARCHIVED = {
  ...FULL,
  auditAccount: '111122223333',
  archiveAccount: '444455556666',
  breakGlassRole: 'arn:aws:iam::444455556666:role/BreakGlass',
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Defines a deployment with code that is never run: bundling has a test of its own. */
export function deployed(
  context: Record<string, unknown> = {},
  { scope = SCOPE, policy = POLICY, env }: { scope?: Scope; policy?: typeof POLICY; env?: Environment } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-stacks-'));
  folders.push(folder);
  const code = mkdtempSync(join(folder, 'code-'));
  for (const name of [...FUNCTIONS, EXPORTER]) {
    mkdirSync(join(code, name));
    writeFileSync(join(code, name, `${name}.mjs`), 'export const handler = null;');
  }
  const app = new App({ context: { ...CONTEXT, ...context }, outdir: join(folder, 'out'), ...QUICK });
  const settings = readSettings(app.node);
  return {
    app,
    ...defineDeployment(app, { settings, scope, policy, changes: CHANGES, code, ...(env && { env }) }),
  };
}

/** The templates of a deployment, by what they are. */
export function templates(...parameters: Parameters<typeof deployed>) {
  const { app, archive, record, audit, memberAccess, memberChanges, members } = deployed(...parameters);
  return {
    app,
    archive: archive && Template.fromStack(archive),
    record: Template.fromStack(record),
    audit: Template.fromStack(audit),
    memberAccess: Template.fromStack(memberAccess),
    memberChanges: memberChanges && Template.fromStack(memberChanges),
    members: members && Template.fromStack(members),
  };
}

/** Stands for values that CloudFormation fills in. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '111122223333',
  'AWS::Region': 'eu-west-1',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A part of a template with every intrinsic function replaced by a text: what it refers to keeps its logical id. */
export function literal(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(literal);
  if (typeof part !== 'object' || part === null) return part;
  const [[name, value] = ['', null], ...others] = Object.entries(part);
  if (others.length === 0 && name === 'Ref') return PSEUDO[String(value)] ?? String(value);
  if (others.length === 0 && name === 'Fn::GetAtt') return (value as string[]).join('.');
  if (others.length === 0 && name === 'Fn::ImportValue')
    return String(value).replace(/^.*:ExportsOutput(?:Ref|FnGetAtt)/, '');
  if (others.length === 0 && name === 'Fn::Join') {
    const [separator, parts] = value as [string, unknown[]];
    return parts.map(literal).join(separator);
  }
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, literal(inner)]));
}

/** A resource of a template with its logical id, its intrinsic functions replaced by texts. */
export interface LiteralResource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The resources of a type. */
export const resourcesOf = (template: Template, type: string): readonly LiteralResource[] =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    ...(literal(resource) as Omit<LiteralResource, 'id'>),
  }));

/** A statement of a policy, in the forms that templates have. */
export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}
export const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/**
 * What a function's role may do: the statements of every policy that is attached to it.
 * @throws Error when there is no such role, or when it has policies that this does not see
 */
export function statementsOf(audit: Template, name: FunctionName): readonly Statement[] {
  const role = resourcesOf(audit, 'AWS::IAM::Role').find(
    ({ Properties }) => Properties.RoleName === `vouch-${name}`,
  );
  if (!role || 'ManagedPolicyArns' in role.Properties || 'Policies' in role.Properties)
    throw new Error(`vouch-${name}: no such role, or one with policies of another kind`);
  return [...resourcesOf(audit, 'AWS::IAM::ManagedPolicy'), ...resourcesOf(audit, 'AWS::IAM::Policy')]
    .filter(({ Properties }) => (Properties.Roles as readonly string[]).includes(role.id))
    .flatMap(
      ({ Properties }) => (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement,
    );
}

/** The actions that a function's role may do, sorted. */
export const allowedActions = (audit: Template, name: FunctionName): readonly string[] =>
  [...new Set(statementsOf(audit, name).flatMap(({ Action }) => list(Action)))].sort();
