import { expect, test } from '@jest/globals';
import { deniesDeletion } from './backup-vault.ts';
import { parsePolicy } from './policy/document.ts';

const ALL = [
  'backup:DeleteRecoveryPoint',
  'backup:UpdateRecoveryPointLifecycle',
  'backup:PutBackupVaultAccessPolicy',
];
const deny = (differs: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: ALL,
  Resource: '*',
  ...differs,
});
const sparing = (key: string, value: string) => ({ Condition: { ArnNotLike: { [key]: value } } });

test.each([
  ['all of it', [deny()], true],
  ['by wildcard', [deny({ Principal: { AWS: '*' }, Action: 'backup:*' })], true],
  ['in two statements', [deny({ Action: ALL.slice(1) }), deny({ Action: ALL[0] })], true],
  ['sparing one role', [deny(sparing('aws:PrincipalArn', 'arn:aws:iam::111122223333:role/rescue'))], true],
  ['sparing all roles', [deny(sparing('aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'))], false],
  ['on another condition', [deny(sparing('aws:SourceArn', 'arn:aws:iam::111122223333:role/rescue'))], false],
  ['to one principal', [deny({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })], false],
  ['of one kind', [deny({ Resource: 'arn:aws:ec2:*::snapshot/*' })], false],
  ['but the policy can be taken away', [deny({ Action: ALL.slice(0, 2) })], false],
  ['an Allow', [deny({ Effect: 'Allow' })], false],
])('denies deletion: %s', (_, Statement, expected) => {
  expect(deniesDeletion(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement })))).toBe(expected);
});
