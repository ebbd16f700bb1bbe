import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './document.ts';
import { escalations, tampering } from './escalation.ts';
import { ESCALATION_PATHS, NO_RESOURCE } from './escalation-paths.ts';
import { POWERS } from './escalation-powers.ts';
import { principal } from './escalation-principal.ts';
import type { NamedPolicy } from './permissions.ts';

const ROLE = 'arn:aws:iam::111122223333:role/team/app';

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
}
const asked = ({ identity, boundary, guardrails = [] }: Case) =>
  principal(
    {
      identity: [policy('own', ...identity)],
      boundary: boundary ? policy('boundary', ...boundary) : null,
      guardrails: guardrails.map((statements) => [policy('scp', ...statements)]),
    },
    ROLE,
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
      by: [{ policy: 'own', statements: identity.map(({ Sid }) => `"${Sid}"`) }],
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

describe('what is told of an open path', () => {
  const attach = { Action: 'iam:AttachRolePolicy', Resource: '*' };
  const mfa = { ...attach, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const here = { ...attach, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } };

  test('the conditions, where no statement does without', () => {
    expect(open({ identity: [mfa, here] })).toMatchObject([
      {
        path: 'attach-role-policy',
        conditions: ['aws:multifactorauthpresent', 'aws:sourceip'],
        by: [{ statements: ['number 1', 'number 2'] }],
      },
    ]);
    expect(open({ identity: [attach, mfa] })).toMatchObject([{ conditions: [] }]);
  });

  test('statements keep their numbers when others do not concern the principal', () => {
    const other = { ...attach, Condition: { StringEquals: { 'aws:username': 'bob' } } };
    expect(open({ identity: [other, attach] })).toMatchObject([{ by: [{ statements: ['number 2'] }] }]);
  });
});

describe('administrators', () => {
  test('are told by statements; a boundary takes that away', () => {
    const identity = [{ Sid: 'All', ...everything }];
    expect(asked({ identity }).administrator).toEqual({
      by: [{ policy: 'own', statements: ['"All"'] }],
      needsMfa: false,
    });
    expect(asked({ identity, boundary: [{ Action: 's3:*', Resource: '*' }] }).administrator).toBeNull();
    expect(asked({ identity: [{ Action: 'iam:*', Resource: '*' }] }).administrator).toBeNull();
  });

  test.each<[string, boolean, readonly Statement[]]>([
    [
      'an Allow with MFA',
      true,
      [{ ...everything, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
    ],
    [
      'an Allow with MFA of late',
      true,
      [{ ...everything, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } }],
    ],
    [
      'an Allow that asks for MFA where the request tells, which those of access keys do not',
      false,
      [{ ...everything, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }],
    ],
    [
      'a Deny without MFA',
      true,
      [
        everything,
        {
          Effect: 'Deny',
          NotAction: ['iam:EnableMFADevice', 'sts:GetSessionToken'],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      ],
    ],
    [
      'a Deny without MFA that access keys evade',
      false,
      [
        everything,
        {
          Effect: 'Deny',
          Action: '*',
          Resource: '*',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
        },
      ],
    ],
    [
      'MFA, or the office',
      false,
      [
        { ...everything, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
        { ...everything, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
      ],
    ],
  ])('%s: a second factor is needed: %s', (_, needsMfa, identity) => {
    expect(asked({ identity }).administrator).toMatchObject({ needsMfa });
  });

  test('a condition on who asks is answered', () => {
    const forRole = (role: string) => ({
      ...everything,
      Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}` } },
    });
    expect(asked({ identity: [forRole('team/app')] }).administrator).toMatchObject({ needsMfa: false });
    expect(asked({ identity: [forRole('other')] }).administrator).toBeNull();
  });
});

describe('powers over the record', () => {
  const SUBJECTS = [...new Set(POWERS.map(({ over }) => over))];

  test.each(POWERS)('$action over $over by exactly that', ({ action, resource, over }) => {
    const identity = [exactly(action, resource)];
    expect(tampering(asked({ identity }), SUBJECTS)).toEqual([
      { over, actions: [action], by: [{ policy: 'own', statements: [`"${action.replace(/\W/g, '')}"`] }] },
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
        by: [{ policy: 'own', statements: ['number 1'] }],
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
