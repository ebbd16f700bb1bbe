import { describe, expect, test } from '@jest/globals';
import { memoryEvidence, memorySigner, memoryStore } from '../../test/support/memory.ts';
import type { Ask, Caller, Exception, Step, Terms } from '../domain/exception.ts';
import { sha256 } from './canonical.ts';
import { payloadOf } from './dsse.ts';
import { exceptionRow, manage } from './exceptions.ts';

const ACCOUNT = '111122223333';
const who = (arn: string): Caller => ({ arn, account: arn.split(':')[4] ?? '', userId: arn, requestId: 'q' });
const session = (role: string, name: string) => who(`arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`);
const SSO = 'AWSReservedSSO_Developer_0123456789abcdef';
const ALICE = session(SSO, 'alice@example.com');
const BOB = session(SSO, 'bob@example.com');

const TERMS: Terms = {
  covers: { rule: 'kms-key-rotation', resources: ['arn:aws:kms:eu-west-1:111122223333:key/1'] },
  reason: 'the vendor cannot rotate this key before March',
  compensatingControl: 'its use is reviewed weekly',
  ticket: 'SEC-7',
  start: '2026-11-25T00:00:00.000Z',
  expiry: '2026-12-25T00:00:00.000Z',
  renews: null,
};

const tagged = (key: string, value: string) => ({ rule: 'kms-key-rotation', tag: { key, value } });

function desk() {
  const setting = {
    store: memoryStore(),
    evidence: memoryEvidence(),
    signer: memorySigner(),
    account: ACCOUNT,
    maxDays: 30,
    rules: [
      { id: 'kms-key-rotation', resource: 'AWS::KMS::Key' },
      { id: 'other', resource: 'AWS::IAM::User' },
    ] as const,
  };
  let now = new Date('2026-11-25T10:00:00.000Z');
  const take = (ask: Ask, by = ALICE) => manage(ask, by, { ...setting, clock: () => now });
  return {
    ...setting,
    take,
    at: (time: string) => {
      now = new Date(time);
    },
    request: (differs: Partial<Terms> = {}, by = ALICE) =>
      take({ step: 'request', terms: { ...TERMS, ...differs } }, by),
    approve: ({ id }: { readonly id: string }, by = BOB) => take({ step: 'approve', id }, by),
    revoke: ({ id }: { readonly id: string }, by = BOB) =>
      take({ step: 'revoke', id, reason: 'the vendor was quicker' }, by),
  };
}
type Desk = ReturnType<typeof desk>;

/** Asks for something that is refused, and sees that nothing has changed. */
async function refused(
  { store, evidence }: Desk,
  asked: () => Promise<Exception>,
  message: RegExp,
): Promise<void> {
  const before = [store.writes, evidence.objects.size];
  await expect(asked()).rejects.toMatchObject({ name: 'Refusal', message: expect.stringMatching(message) });
  expect([store.writes, evidence.objects.size]).toEqual(before);
}

test('each step is signed, names who took it, and pins the step before it', async () => {
  const { request, approve, revoke, evidence, at } = desk();
  const asked = await request();
  at('2026-11-25T11:00:00.000Z');
  await approve(asked);
  at('2026-11-26T10:00:00.000Z');
  const exception = await revoke(asked);
  expect([...evidence.objects.keys()]).toEqual(
    ['request', 'approve', 'revoke'].map((step) => `exceptions/${asked.id}/${step}.json`),
  );
  const steps = [...evidence.objects.values()].map(({ body }) => payloadOf<Step>(body));
  expect(steps).toMatchObject([
    { step: 'request', id: asked.id, by: ALICE, terms: TERMS, previous: null },
    { step: 'approve', id: asked.id, by: BOB },
    { step: 'revoke', id: asked.id, by: BOB, reason: 'the vendor was quicker' },
  ]);
  const hashes = [...evidence.objects.values()].map(({ body }) => sha256(body));
  expect(steps.map(({ previous }) => previous?.sha256)).toEqual([undefined, hashes[0], hashes[1]]);
  expect(exceptionRow(exception, '2026-11-27T00:00:00.000Z')).toMatchObject({
    state: 'revoked',
    acceptedFrom: '2026-11-25T11:00:00.000Z',
    acceptedUntil: '2026-11-26T10:00:00.000Z',
  });
});

describe('a request is refused', () => {
  test.each<[string, Partial<Terms>, RegExp]>([
    ['of a rule that is not there', { covers: { rule: 'x', account: ACCOUNT } }, /there is no rule x/],
    ['of no resource', { covers: { rule: 'other', resources: [] } }, /1 to 100 resources, not 0/],
    ['of a pattern', { covers: { rule: 'other', resources: ['*'] } }, /\*: expected the ARN/],
    ['of a strange account', { covers: { rule: 'other', account: '1' } }, /1: expected an account id/],
    ['of a tag without a key', { covers: tagged('', 'x') }, /allows a key of 1 to 128 characters/],
    ['of a tag with a long key', { covers: tagged('k'.repeat(129), 'x') }, /key of 1 to 128 characters/],
    ['of a tag with a long value', { covers: tagged('k', 'v'.repeat(257)) }, /value of up to 256/],
    [
      'of a tag that cannot be looked up',
      { covers: { ...tagged('k', 'v'), rule: 'other' } },
      /other is about AWS::IAM::User, of which no tag can be looked up \(.*index.*\): name the resources/,
    ],
    ['without a reason', { reason: 'because  ' }, /expected a reason/],
    ['without a compensating control', { compensatingControl: '' }, /compensating control/],
    ['for the past', { start: '2026-11-24T23:59:59.999Z' }, /lies in the past/],
    ['that never begins', { start: TERMS.expiry }, /must lie after the start/],
    ['that ended today', { expiry: '2026-11-25T10:00:00.000Z' }, /and in the future/],
    [
      'beyond the maximum',
      { expiry: '2026-12-25T00:00:00.001Z' },
      /more than 30 days .* no later one than 2026-12-25T00/,
    ],
    ['that renews what is not there', { renews: 'x' }, /no exception x to renew/],
  ])('%s', async (_, differs, message) => {
    const here = desk();
    await refused(here, () => here.request(differs), message);
  });

  test.each([
    ['root', who(`arn:aws:iam::${ACCOUNT}:root`), /does not tell who acts/],
    ['a federated session', who(`arn:aws:sts::${ACCOUNT}:federated-user/alice`), /does not tell who acts/],
    [
      'somebody of another account',
      who('arn:aws:iam::999999999999:user/alice'),
      /not of account 111122223333/,
    ],
  ])('from %s', async (_, by, message) => {
    const here = desk();
    await refused(here, () => here.request({}, by), message);
  });

  test('when the same was requested on the same day', async () => {
    const here = desk();
    const { id } = await here.request();
    await refused(here, () => here.request(), new RegExp(`${id}: the same was requested`));
  });
});

describe('an approval is refused', () => {
  const user = (name: string) => who(`arn:aws:iam::${ACCOUNT}:user/${name}`);
  test.each<[string, Caller, Caller]>([
    ['the requester', ALICE, ALICE],
    ['the same name in another role', ALICE, session('Auditor', 'alice@example.com')],
    ['another session of a role whose sessions anybody names', session('Admin', 'a'), session('Admin', 'b')],
    ['the same user', user('alice'), user('alice')],
  ])('by %s', async (_, requester, approver) => {
    const here = desk();
    const asked = await here.request({}, requester);
    await refused(here, () => here.approve(asked, approver), /may be the same person/);
  });

  test.each<[string, Caller, Caller]>([
    ['Identity Center vouches for two names', ALICE, BOB],
    ['another role and name', session('Developer', 'a'), session('Admin', 'b')],
    ['two users', user('alice'), user('bob')],
  ])('not by another person: %s', async (_, requester, approver) => {
    const here = desk();
    expect((await here.approve(await here.request({}, requester), approver)).approved?.by).toEqual(approver);
  });

  test('of what is not there, expired, approved, revoked or in the hands of another account', async () => {
    const here = desk();
    await refused(here, () => here.approve({ id: 'x' }), /there is no exception x/);
    const asked = await here.request();
    const stranger = who('arn:aws:iam::999999999999:user/bob');
    await refused(here, () => here.approve(asked, stranger), /not of account/);
    here.at(TERMS.expiry);
    await refused(here, () => here.approve(asked), /would have expired/);
    here.at('2026-11-25T12:00:00.000Z');
    await here.approve(asked);
    await refused(here, () => here.approve(asked), /was approved by .*bob.* already/);
    await here.revoke(asked);
    await refused(here, () => here.approve(asked), /was revoked by/);
  });
});

test('a revocation is refused of what is not there, ended or revoked; a requester may withdraw', async () => {
  const here = desk();
  await refused(here, () => here.revoke({ id: 'x' }), /there is no exception x/);
  const asked = await here.request();
  here.at(TERMS.expiry);
  await refused(here, () => here.revoke(asked), /nothing to revoke/);
  here.at('2026-11-25T12:00:00.000Z');
  await here.revoke(asked, ALICE);
  await refused(here, () => here.revoke(asked), /revoked by .*alice.* already/);
});

test('a renewal is a new exception about the same rule, of one that was approved', async () => {
  const here = desk();
  const first = await here.request();
  const renewal = { renews: first.id, expiry: '2026-12-20T00:00:00.000Z' };
  await refused(here, () => here.request(renewal), /is requested: only what was approved/);
  await here.approve(first);
  const covers = { rule: 'other', account: ACCOUNT };
  await refused(here, () => here.request({ ...renewal, covers }), /is about kms-key-rotation, not other/);
  const second = await here.request(renewal);
  expect(second).toMatchObject({ terms: renewal, approved: null });
  expect(second.id).not.toBe(first.id);
  expect(await here.store.exception(first.id)).toMatchObject({ approved: { by: BOB } });
});

describe('whoever is stopped or comes second', () => {
  test('a step whose record was written before the table is finished by the next try', async () => {
    const here = desk();
    const asked = await here.request();
    const { saveException } = here.store;
    here.store.saveException = () => Promise.reject(new Error('stopped'));
    await expect(here.approve(asked)).rejects.toThrow('stopped');
    here.store.saveException = saveException;
    const carol = session(SSO, 'carol@example.com');
    await expect(here.approve(asked, carol)).rejects.toThrow(/bob@example.com took this step/);
    expect(await here.store.exception(asked.id)).toMatchObject({ approved: { by: BOB } });
  });

  test('approval and revocation in the same moment both count', async () => {
    const here = desk();
    const asked = await here.request();
    await Promise.all([here.approve(asked), here.revoke(asked)]);
    const exception = await here.store.exception(asked.id);
    expect(exception).toMatchObject({ approved: { by: BOB }, revoked: { by: BOB } });
    expect(exception && exceptionRow(exception, TERMS.start).acceptedFrom).toBe('');
  });
});
