import { expect, test } from '@jest/globals';
import { isOwnAccess } from './access-review.ts';

const ACCOUNT = '111111111111';
const user = `arn:aws:iam::${ACCOUNT}:user/team/ann`;
const session = (role: string, name: string, account = ACCOUNT): string =>
  `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const center = session('AWSReservedSSO_Admin_0123456789abcdef', 'ann@example.com');
const row = (type: string, resource: string, name = '', state = '') => ({
  type,
  resource,
  name,
  state,
  account: ACCOUNT,
});
const role = row('AWS::IAM::Role', `arn:aws:iam::${ACCOUNT}:role/ops/Auditor`, 'Auditor');

test.each([
  ['a user, by themselves', row('AWS::IAM::User', user), user, true],
  ['a user, by another', row('AWS::IAM::User', user), `${user}a`, false],
  ['a user, by a session', row('AWS::IAM::User', user), session('Auditor', 'ann'), false],
  ['a key, by its user', row('AWS::IAM::AccessKey', `${user}#access-key/1`), user, true],
  ['a key, by another', row('AWS::IAM::AccessKey', `${user}#access-key/1`), `${user}a`, false],
  ['what is no user, where a user is expected', row('AWS::IAM::User', 'arn:aws:iam::1:*'), user, false],
  ['a role, by its session', role, session('Auditor', 'x'), true],
  ['a role, by a session of that name elsewhere', role, session('Auditor', 'x', '222222222222'), false],
  ['a role, by another', role, session('Admin', 'x'), false],
  ['a role, by a user', role, user, false],
  [
    'a person of Identity Center, by themselves',
    row('AWS::IdentityStore::User', 'u', 'ann@example.com'),
    center,
    true,
  ],
  ['by another', row('AWS::IdentityStore::User', 'u', 'bob@example.com'), center, false],
  [
    'by somebody who chose that name',
    row('AWS::IdentityStore::User', 'u', 'ann@example.com'),
    session('Admin', 'ann@example.com'),
    false,
  ],
  ['an assignment of their own', row('AWS::SSO::Assignment', 'a', 'ann@example.com', 'USER'), center, true],
  ['a group of that name', row('AWS::SSO::Assignment', 'a', 'ann@example.com', 'GROUP'), center, false],
  ['their group', row('AWS::IdentityStore::Group', 'g', 'ops', 'bob ann@example.com'), center, true],
  ['another group', row('AWS::IdentityStore::Group', 'g', 'ops', 'bob'), center, false],
  ['a group, by no person of Identity Center', row('AWS::IdentityStore::Group', 'g', 'ops', ''), user, false],
  ['a certificate', row('AWS::IAM::ServerCertificate', 'c'), user, false],
])('%s', (_, principal, reviewer, own) => {
  expect(isOwnAccess(principal, reviewer)).toBe(own);
});
