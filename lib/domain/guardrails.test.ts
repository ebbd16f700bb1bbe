import { describe, expect, test } from '@jest/globals';
import { AUDIT_ACTIONS, deniedAuditActions, guardedRoles } from './guardrails.ts';
import { parsePolicy } from './policy/document.ts';

const policy = (change: object) =>
  parsePolicy(JSON.stringify({ Statement: { Effect: 'Deny', Action: '*', Resource: '*', ...change } }));
const except = (arn: string | readonly string[], operator = 'ArnNotLike') => ({
  Condition: { [operator]: { 'aws:PrincipalArn': arn } },
});
const ALL = Object.keys(AUDIT_ACTIONS);
const TRAIL = ALL.filter((action) => action.startsWith('cloudtrail:'));

describe('deniedAuditActions', () => {
  test.each<[string, object, readonly string[]]>([
    ['everything', {}, ALL],
    ['nothing', { Effect: 'Allow' }, []],
    ['one, in whatever case', { Action: 'CloudTrail:stoplogging' }, ['cloudtrail:StopLogging']],
    ['a service', { Action: ['s3:*', 'cloudtrail:*'] }, TRAIL],
    [
      'all but a service',
      { Action: undefined, NotAction: 'cloudtrail:*' },
      ALL.filter((a) => !TRAIL.includes(a)),
    ],
    ['every trail', { Resource: 'arn:aws:cloudtrail:*:*:trail/*' }, TRAIL],
    ['some trails', { Resource: 'arn:aws:cloudtrail:*:*:trail/aws-controltower-*' }, []],
    ['trails of one Region', { Resource: 'arn:aws:cloudtrail:eu-west-1:*:trail/*' }, []],
    ['trails of another partition', { Resource: 'arn:aws-us-gov:cloudtrail:*:*:trail/*' }, []],
    ['all but objects', { Resource: undefined, NotResource: 'arn:aws:s3:::*' }, ALL],
    [
      'all but one trail',
      { Action: 'cloudtrail:*', Resource: undefined, NotResource: 'arn:aws:cloudtrail:*:*:trail/x' },
      [],
    ],
    ['all but one role', except('arn:aws:iam::*:role/Rollout'), ALL],
    ['all but some roles', except(['arn:aws:iam::*:role/stacksets-exec-*'], 'StringNotLike'), ALL],
    ['all but all roles', except(['arn:aws:iam::*:role/Rollout', 'arn:aws:iam::*:role/*']), []],
    ['all but an account', except('arn:aws:iam::111122223333:*'), []],
    ['all but everyone', except('*'), []],
    ['one role alone', except('arn:aws:iam::*:role/Rollout', 'ArnLike'), []],
    ['one Region', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }, []],
  ])('a Deny of %s', (_, change, denied) => {
    expect(deniedAuditActions(policy(change), 'aws')).toEqual(denied);
  });
});

describe('guardedRoles', () => {
  test.each<[string, object, readonly string[]]>([
    ['everything', {}, ['*']],
    [
      'roles by name',
      { Action: 'iam:*', Resource: ['arn:aws:iam::*:role/Vouch*', 'arn:aws:iam::*:role/Audit'] },
      ['Audit', 'Vouch*'],
    ],
    ['all of IAM', { Action: 'iam:*', Resource: 'arn:*:iam::*:*' }, ['*']],
    ['roles of one account', { Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:role/Vouch' }, []],
    ['users', { Action: 'iam:*', Resource: 'arn:aws:iam::*:user/Vouch' }, []],
    ['deletion alone', { Action: 'iam:DeleteRole', Resource: 'arn:aws:iam::*:role/Vouch' }, []],
    [
      'roles, with an exception',
      { ...except('arn:aws:iam::*:role/Rollout'), Resource: 'arn:aws:iam::*:role/Vouch' },
      ['Vouch'],
    ],
    ['roles, for nobody', { ...except('*'), Resource: 'arn:aws:iam::*:role/Vouch' }, []],
  ])('a Deny of %s', (_, change, guarded) => {
    expect(guardedRoles(policy(change))).toEqual(guarded);
  });
});
