import type { Escalation, Tampering } from '#lib/domain/policy/escalation.ts';
import type { Administrator } from '#lib/domain/policy/escalation-principal.ts';
import type { RuleRow } from './rule-table.ts';

const by = [{ policy: 'arn:aws:iam::111122223333:policy/ci', statements: ['"Deploy"'] }];

/** Somebody who may do everything. */
export const ADMINISTRATOR: Administrator = {
  by: [{ policy: 'arn:aws:iam::aws:policy/AdministratorAccess', statements: ['number 1'] }],
  needsMfa: false,
};

const path = (id: string, more: Partial<Escalation> = {}): Escalation => ({
  path: id,
  reach: 'any',
  by,
  conditions: [],
  ...more,
});
const attach = path('attach-role-policy');

interface PathFacts {
  readonly administrator: Administrator | null;
  readonly escalations: readonly Escalation[];
}
interface PathParameters {
  readonly accepted: readonly string[];
  readonly namedResources: boolean;
}

/** What every rule against escalation paths must say. */
export const PATH_ROWS: readonly RuleRow<PathFacts, PathParameters>[] = [
  {
    name: 'a path',
    facts: { escalations: [attach] },
    verdict: 'FAIL',
    reason:
      'it can attach any policy to a role (attach-role-policy, by statement "Deploy" of arn:aws:iam::111122223333:policy/ci)',
  },
  {
    name: 'a path with MFA',
    facts: { escalations: [path('create-access-key', { conditions: ['aws:multifactorauthpresent'] })] },
    verdict: 'FAIL',
    reason: / under conditions on aws:multifactorauthpresent$/,
  },
  {
    name: 'more paths than are described',
    facts: {
      escalations: ['put-role-policy', 'pass-to-ec2', 'send-command', 'start-build', 'open-notebook'].map(
        (id) => path(id),
      ),
    },
    verdict: 'FAIL',
    reason: /run commands on an instance .*; further paths: start-build, open-notebook$/,
  },
  {
    name: 'a path that the company accepts',
    facts: { escalations: [path('start-build')] },
    parameters: { accepted: ['start-build'] },
    verdict: 'PASS',
    reason: /^no known path to more permissions is open; accepted: start-build$/,
  },
  {
    name: 'a path over named functions',
    facts: { escalations: [path('update-function-code', { reach: 'named' })] },
    verdict: 'PASS',
    reason: /is open; over resources that its policies name: update-function-code$/,
  },
  {
    name: 'a path over named functions, where the company counts those',
    facts: { escalations: [path('update-function-code', { reach: 'named' })] },
    parameters: { namedResources: true },
    verdict: 'FAIL',
    reason: 'replace the code of a function',
  },
  {
    name: 'permissions of named roles, which it decides itself',
    facts: { escalations: [path('put-role-policy', { reach: 'named' })] },
    verdict: 'FAIL',
    reason: 'write any policy into a role',
  },
  {
    name: 'the boundary of a named role',
    facts: { escalations: [path('delete-role-boundary', { reach: 'named' })] },
    verdict: 'FAIL',
    reason: 'remove the permissions boundary of a role',
  },
  {
    name: 'an administrator',
    facts: { administrator: ADMINISTRATOR, escalations: [attach] },
    verdict: 'NOT_APPLICABLE',
    reason: 'administrator, who needs no path',
  },
];

const stop: Tampering = {
  over: 'record',
  actions: ['cloudtrail:StopLogging', 'config:StopConfigurationRecorder'],
  by,
};

interface TamperingFacts {
  readonly administrator: Administrator | null;
  readonly tampering: readonly Tampering[];
}

/** What every rule against power over evidence must say. */
export const TAMPERING_ROWS: readonly RuleRow<TamperingFacts, { readonly accepted: readonly string[] }>[] = [
  {
    name: 'who can stop the trail',
    facts: { tampering: [stop] },
    verdict: 'FAIL',
    reason:
      'it has power over the security record of the account with cloudtrail:StopLogging, config:StopConfigurationRecorder (statement "Deploy" of arn:aws:iam::111122223333:policy/ci)',
  },
  {
    name: 'who can leave the Organization and change the scanner',
    facts: {
      tampering: [
        { over: 'scanner', actions: ['iam:DeleteRole'], by },
        { over: 'membership', actions: ['organizations:LeaveOrganization'], by },
      ],
    },
    verdict: 'FAIL',
    reason:
      /^it has power over the role by which Vouch .*; it has power over the membership in the Organization/,
  },
  {
    name: 'whose task it is',
    facts: { tampering: [stop] },
    parameters: { accepted: [...stop.actions] },
    verdict: 'PASS',
    reason: /security record but what is accepted: cloudtrail:StopLogging, config:StopConfigurationRecorder$/,
  },
  {
    name: 'an agent that sets how long its logs are kept',
    facts: { tampering: [{ over: 'record', actions: ['logs:PutRetentionPolicy'], by }] },
    verdict: 'PASS',
    reason: 'but what is accepted: logs:PutRetentionPolicy',
  },
  {
    name: 'the same where the company does not accept it',
    facts: { tampering: [{ over: 'record', actions: ['logs:PutRetentionPolicy'], by }] },
    parameters: { accepted: [] },
    verdict: 'FAIL',
    reason: 'logs:PutRetentionPolicy',
  },
  {
    name: 'whose task is a part of it',
    facts: { tampering: [stop] },
    parameters: { accepted: ['config:StopConfigurationRecorder'] },
    verdict: 'FAIL',
    reason: /with cloudtrail:StopLogging \(/,
  },
  {
    name: 'an administrator',
    facts: { administrator: ADMINISTRATOR, tampering: [stop] },
    verdict: 'NOT_APPLICABLE',
    reason: 'administrator, who can change everything',
  },
];
