import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import { escalations, tampering } from './escalation.ts';
import { ESCALATION_PATHS, NO_RESOURCE } from './escalation-paths.ts';
import { POWERS } from './escalation-powers.ts';
import { principal } from './escalation-principal.ts';
import type { NamedPolicy } from './permissions.ts';

const ROLE = 'arn:aws:iam::111122223333:role/team/app';
const USER = 'arn:aws:iam::111122223333:user/ann';

interface Statement {
  readonly Sid?: string;
  readonly Effect?: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

const policy = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((each) => ({ Effect: 'Allow', ...each })),
    }),
  ),
});
const everything = { Action: '*', Resource: '*' };

interface Case {
  readonly identity: readonly Statement[];
  readonly boundary?: readonly Statement[];
  readonly guardrails?: readonly (readonly Statement[])[];
  readonly arn?: string;
}
const asked = ({ identity, boundary, guardrails = [], arn = ROLE }: Case) =>
  principal(
    {
      identity: [policy('own', ...identity)],
      boundary: boundary ? policy('boundary', ...boundary) : null,
      guardrails: guardrails.map((statements) => [policy('scp', ...statements)]),
    },
    arn,
  );
const open = (question: Case) => escalations(asked(question));
const idsOf = (question: Case) => open(question).map(({ path }) => path);

/** A statement that allows exactly what a path needs, an action at a time. */
const exactly = (action: string, resource: string): Statement => ({
  Sid: action.replace(/\W/g, ''),
  Action: action,
  Resource:
    resource === NO_RESOURCE
      ? '*'
      : resource.replace('arn:*', 'arn:aws').replace('{account}', '111122223333'),
});

describe.each(ESCALATION_PATHS)('$id', ({ id, needs, passedTo }) => {
  const identity = Object.entries(needs).map(([action, resource]) => exactly(action, resource));

  test('is open to whoever has just what it needs, by these statements', () => {
    expect(open({ identity }).find(({ path }) => path === id)).toEqual({
      path: id,
      reach: 'any',
      by: identity.map(({ Sid }) => ({ policy: 'own', statement: `"${Sid}"` })),
      conditions: [],
    });
  });

  test.each(Object.keys(needs))('is closed without %s, and where that is denied', (action) => {
    const others = identity.filter(({ Action }) => Action !== action);
    expect(idsOf({ identity: others })).not.toContain(id);
    const deny: Statement = { Effect: 'Deny', Action: action, Resource: '*' };
    expect(idsOf({ identity: [...identity, deny] })).not.toContain(id);
    expect(idsOf({ identity, guardrails: [[everything], [everything, deny]] })).not.toContain(id);
    const rest = { NotAction: action, Resource: '*' };
    expect(idsOf({ identity, boundary: [rest] })).not.toContain(id);
    expect(idsOf({ identity, guardrails: [[everything], [rest]] })).not.toContain(id);
    expect(idsOf({ identity, boundary: [everything], guardrails: [[everything]] })).toContain(id);
  });

  test('is closed where the role may be passed to another service only', () => {
    const passing = (...services: readonly (string | null)[]) =>
      idsOf({
        identity: identity.map((each) =>
          each.Action === 'iam:PassRole'
            ? { ...each, Condition: { StringEquals: { 'iam:PassedToService': services } } }
            : each,
        ),
      });
    expect(passing('monitoring.rds.amazonaws.com').includes(id)).toBe(passedTo === null);
    expect(passing('monitoring.rds.amazonaws.com', passedTo ?? 'x')).toContain(id);
  });
});

describe('what closes a path, and what does not', () => {
  const attach = { Action: 'iam:AttachRolePolicy', Resource: '*' };
  const run = { Action: 'ec2:RunInstances', Resource: '*' };
  const pass = { Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/*' };
  const keys = { Action: 'iam:CreateAccessKey', Resource: '*' };
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const only = (key: string, value: unknown, operator = 'ArnLike') => ({
    Condition: { [operator]: { [key]: value } },
  });

  test.each<[string, boolean, string, Case]>([
    [
      'a wildcard in the action',
      true,
      'attach-role-policy',
      { identity: [{ ...attach, Action: 'iam:Att*' }] },
    ],
    [
      'all but other actions',
      true,
      'attach-role-policy',
      { identity: [{ NotAction: 's3:*', Resource: '*' }] },
    ],
    [
      'all but this action',
      false,
      'attach-role-policy',
      { identity: [{ NotAction: 'iam:*', Resource: '*' }] },
    ],
    [
      'roles of another account',
      false,
      'attach-role-policy',
      { identity: [{ ...attach, Resource: 'arn:aws:iam::444455556666:role/*' }] },
    ],
    [
      'resources of another type',
      false,
      'attach-role-policy',
      { identity: [{ ...attach, Resource: 'arn:aws:iam::111122223333:user/*' }] },
    ],
    [
      'an action without resources, on some',
      false,
      'pass-to-emr',
      { identity: [pass, { Action: 'elasticmapreduce:RunJobFlow', Resource: 'arn:aws:elasticmapreduce:*' }] },
    ],
    [
      'certain policies only',
      false,
      'attach-role-policy',
      { identity: [{ ...attach, ...only('iam:PolicyARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess') }] },
    ],
    [
      'any policy of AWS',
      true,
      'attach-role-policy',
      { identity: [{ ...attach, ...only('iam:PolicyARN', 'arn:aws:iam::aws:policy/*') }] },
    ],
    [
      'any policy but the widest, since another is as wide',
      true,
      'attach-role-policy',
      { identity: [{ ...attach, ...only('iam:PolicyARN', admin, 'ArnNotEquals') }] },
    ],
    [
      'principals within a boundary only',
      false,
      'attach-role-policy',
      {
        identity: [
          { ...attach, ...only('iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/edge') },
        ],
      },
    ],
    [
      'a Deny for whatever lacks a boundary',
      false,
      'put-role-policy',
      {
        identity: [
          { Action: 'iam:*', Resource: '*' },
          {
            Effect: 'Deny',
            Action: 'iam:PutRolePolicy',
            Resource: '*',
            ...only('iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/edge', 'StringNotEquals'),
          },
        ],
      },
    ],
    [
      'removal of that one boundary',
      true,
      'delete-role-boundary',
      {
        identity: [
          {
            Action: 'iam:DeleteRolePermissionsBoundary',
            Resource: '*',
            ...only('iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/edge', 'StringEquals'),
          },
        ],
      },
    ],
    [
      'no boundary but one',
      false,
      'replace-role-boundary',
      {
        identity: [
          {
            Action: 'iam:PutRolePermissionsBoundary',
            Resource: '*',
            ...only('iam:PermissionsBoundary', 'arn:aws:iam::111122223333:policy/edge', 'StringEquals'),
          },
        ],
      },
    ],
    [
      'a role passed to any service but this',
      false,
      'pass-to-ec2',
      {
        identity: [run, { ...pass, ...only('iam:PassedToService', 'ec2.amazonaws.com', 'StringNotEquals') }],
      },
    ],
    [
      'a Deny of passing to any service but another',
      false,
      'pass-to-ec2',
      {
        identity: [
          run,
          pass,
          {
            Effect: 'Deny',
            ...pass,
            ...only('iam:PassedToService', 'lambda.amazonaws.com', 'StringNotEquals'),
          },
        ],
      },
    ],
    [
      'services by a pattern that has this one',
      true,
      'pass-to-ec2',
      { identity: [run, { ...pass, ...only('iam:PassedToService', 'ec2.*', 'StringLike') }] },
    ],
    ['itself to pass', false, 'pass-to-ec2', { identity: [run, { ...pass, Resource: ROLE }] }],
    ['itself to give policies to', true, 'attach-role-policy', { identity: [{ ...attach, Resource: ROLE }] }],
    ['keys of its own', false, 'create-access-key', { arn: USER, identity: [{ ...keys, Resource: USER }] }],
    [
      'keys of its own, by the variable',
      false,
      'create-access-key',
      { arn: USER, identity: [{ ...keys, Resource: ['arn:aws:iam::*:user/${aws:username}'] }] },
    ],
    [
      'keys of its own in every path, by the variable',
      false,
      'create-access-key',
      { arn: USER, identity: [{ ...keys, Resource: ['arn:aws:iam::*:user/*/${aws:username}'] }] },
    ],
    [
      'the variable of users for a role, which has no user name',
      false,
      'create-access-key',
      { identity: [{ ...keys, Resource: 'arn:aws:iam::*:user/${aws:username}' }] },
    ],
    [
      'all but its own keys',
      true,
      'create-access-key',
      {
        arn: USER,
        identity: [{ Action: 'iam:CreateAccessKey', NotResource: 'arn:aws:iam::*:user/${aws:username}' }],
      },
    ],
    [
      'users whose names begin with its own',
      true,
      'create-access-key',
      { arn: USER, identity: [{ ...keys, Resource: `${USER}*` }] },
    ],
    [
      'a Deny for all but another role',
      false,
      'attach-role-policy',
      {
        identity: [attach],
        guardrails: [
          [
            everything,
            {
              Effect: 'Deny',
              ...attach,
              ...only('aws:PrincipalArn', 'arn:aws:iam::*:role/Admin', 'ArnNotLike'),
            },
          ],
        ],
      },
    ],
    [
      'a Deny for all but roles as this',
      true,
      'attach-role-policy',
      {
        identity: [attach],
        guardrails: [
          [
            everything,
            {
              Effect: 'Deny',
              ...attach,
              ...only('aws:PrincipalArn', 'arn:aws:iam::*:role/team/*', 'ArnNotLike'),
            },
          ],
        ],
      },
    ],
    [
      'a Deny outside a Region',
      true,
      'attach-role-policy',
      {
        identity: [
          attach,
          { Effect: 'Deny', ...attach, ...only('aws:RequestedRegion', 'eu-west-1', 'StringNotEquals') },
        ],
      },
    ],
    [
      'a Deny on one role',
      true,
      'attach-role-policy',
      { identity: [attach, { Effect: 'Deny', ...attach, Resource: 'arn:aws:iam::*:role/Admin' }] },
    ],
    [
      'a level of SCPs that allows other services only',
      false,
      'attach-role-policy',
      { identity: [attach], guardrails: [[everything], [{ Action: 's3:*', Resource: '*' }]] },
    ],
  ])('%s: open is %s', (_, expected, id, question) => {
    expect(idsOf(question).includes(id)).toBe(expected);
  });

  test('conditions that everyone can meet close nothing; they are named where no statement does without', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    const here = { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };
    const [found] = open({
      identity: [
        { ...attach, ...mfa },
        { ...attach, ...here },
      ],
    });
    expect(found).toMatchObject({
      path: 'attach-role-policy',
      conditions: ['aws:multifactorauthpresent', 'aws:sourceip'],
      by: [{ statement: 'number 1' }, { statement: 'number 2' }],
    });
    expect(open({ identity: [attach, { ...attach, ...mfa }] })).toMatchObject([{ conditions: [] }]);
  });

  test.each<[string, 'any' | 'named', string, Case]>([
    ['every role', 'any', 'pass-to-ec2', { identity: [run, pass] }],
    [
      'every role, on few machines',
      'any',
      'pass-to-ec2',
      { identity: [pass, { ...run, Resource: 'arn:aws:ec2:*:*:instance/i-1' }] },
    ],
    [
      'certain roles',
      'named',
      'pass-to-ec2',
      { identity: [run, { ...pass, Resource: 'arn:aws:iam::*:role/web-*' }] },
    ],
    [
      'certain functions',
      'named',
      'update-function-code',
      { identity: [{ Action: 'lambda:*', Resource: 'arn:aws:lambda:*:*:function:web-*' }] },
    ],
    [
      'every function of a Region',
      'any',
      'update-function-code',
      { identity: [{ Action: 'lambda:*', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:*' }] },
    ],
    [
      'machines with a tag',
      'named',
      'start-session',
      {
        identity: [
          {
            Action: 'ssm:StartSession',
            Resource: '*',
            ...only('ssm:resourceTag/team', 'web', 'StringEquals'),
          },
        ],
      },
    ],
    ['certain users', 'named', 'create-access-key', { identity: [{ ...keys, Resource: `${USER}*` }] }],
    [
      'all users but those of a Deny',
      'any',
      'create-access-key',
      { identity: [keys, { Effect: 'Deny', ...keys, Resource: 'arn:aws:iam::*:user/admin/*' }] },
    ],
  ])('reach over %s is %s', (_, reach, id, question) => {
    expect(open(question).find(({ path }) => path === id)).toMatchObject({ reach });
  });
});

describe('administrators', () => {
  test('are told by statements; a boundary takes that away', () => {
    const identity = [{ Sid: 'All', ...everything }];
    expect(asked({ identity }).administrator).toEqual({
      by: [{ policy: 'own', statement: '"All"' }],
      conditions: [],
    });
    expect(asked({ identity, boundary: [{ Action: 's3:*', Resource: '*' }] }).administrator).toBeNull();
    expect(asked({ identity: [{ Action: 'iam:*', Resource: '*' }] }).administrator).toBeNull();
  });

  test('a condition on who asks is answered', () => {
    const forRole = (role: string) => ({
      ...everything,
      Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}` } },
    });
    expect(asked({ identity: [forRole('team/app')] }).administrator).toMatchObject({ conditions: [] });
    expect(asked({ identity: [forRole('other')] }).administrator).toBeNull();
  });
});

describe('powers over the record', () => {
  const SUBJECTS = [...new Set(POWERS.map(({ over }) => over))];

  test.each(POWERS)('$action over $over by exactly that', ({ action, resource, over }) => {
    const identity = [exactly(action, resource)];
    expect(tampering(asked({ identity }), SUBJECTS)).toEqual([
      { over, actions: [action], by: [{ policy: 'own', statement: `"${action.replace(/\W/g, '')}"` }] },
    ]);
    expect(
      tampering(
        asked({ identity }),
        SUBJECTS.filter((subject) => subject !== over),
      ),
    ).toEqual([]);
    const deny: Statement = { Effect: 'Deny', Action: action, Resource: '*' };
    expect(tampering(asked({ identity, guardrails: [[everything, deny]] }), SUBJECTS)).toEqual([]);
  });

  test('those over one subject stand together', () => {
    expect(tampering(asked({ identity: [{ Action: 'config:*', Resource: '*' }] }), SUBJECTS)).toEqual([
      {
        over: 'record',
        actions: expect.arrayContaining(['config:DeleteDeliveryChannel', 'config:StopConfigurationRecorder']),
        by: [{ policy: 'own', statement: 'number 1' }],
      },
    ]);
  });

  test.each([
    [
      'a program and its own log group',
      { Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/web:*' },
    ],
    ['a deployment and its own bucket', { Action: 's3:*', Resource: 'arn:aws:s3:::web-*' }],
    ['a deployment and its own roles', { Action: 'iam:*', Resource: 'arn:aws:iam::*:role/web-*' }],
  ])('%s are no matter', (_, statement) => {
    expect(tampering(asked({ identity: [statement] }), SUBJECTS)).toEqual([]);
  });
});
