import { describe, expect, test } from '@jest/globals';
import { driftOf } from '../../test/support/drift.ts';
import type { Alert, AlertEntry, AlertMessage } from '../domain/alert.ts';
import { letterOf } from './letter.ts';

const RULE = {
  id: 's3-bucket-policy',
  title: 'Buckets refuse everyone else',
  risk: 'Anyone reads it.',
  remediation: { text: 'Deny it.', cli: 'aws s3api ...', url: 'https://docs.aws.amazon.com/s3' },
};
const DETAIL = driftOf({ id: '7 x', rule: RULE.id, title: RULE.title, at: '2026-11-07T06:00:00.000Z' });
const entry = (differs: object = {}, others: Partial<AlertEntry> = {}): AlertEntry => ({
  event: {
    type: 'Control Drift Detected',
    time: DETAIL.at,
    detail: { ...DETAIL, ...differs },
  } as AlertEntry['event'],
  severity: 'high',
  disposition: 'alert',
  passedAt: '2026-11-06T06:00:00.000Z',
  due: '2026-11-14T06:00:00.000Z',
  ...others,
});
const MESSAGE: AlertMessage = {
  channel: 'high',
  because: 'opened',
  owedAt: DETAIL.at,
  sentAt: null,
  messageId: null,
  failure: null,
  deadLettered: false,
};
const alertOf = (entries: readonly AlertEntry[], differs: Partial<Alert> = {}): Alert => ({
  id: '20261107-abc',
  version: 1,
  kind: 'drift',
  severity: 'high',
  createdAt: DETAIL.at,
  observedAt: DETAIL.at,
  announcedAt: DETAIL.at,
  cause: null,
  about: {
    rules: [RULE.id],
    criteria: ['CC6.1'],
    accounts: ['111122223333'],
    regions: ['eu-west-1'],
    resources: entries.map(({ event }) => ('resource' in event.detail ? event.detail.resource : '')),
  },
  counts: { alert: entries.length },
  entries,
  updates: [],
  messages: [MESSAGE],
  ...differs,
});
const letter = (entries: readonly AlertEntry[], differs: Partial<Alert> = {}, message = MESSAGE) =>
  letterOf(alertOf(entries, differs), message, [RULE]);

test('it says what, where, since when, by whom, what it matters to, how to mend, accept and answer it', () => {
  expect(
    letter([entry(), entry({ resource: 'arn:aws:s3:::bank' })]).text,
  ).toBe(`Vouch: drift, severity high. Alert 20261107-abc

WHAT NO LONGER HOLDS

  Buckets refuse everyone else
    reason    everyone may read
    resource  arn:aws:s3:::shop
    resource  arn:aws:s3:::bank
    where     shop (111122223333), Root / Production, eu-west-1
    since     between 2026-11-06 06:00 UTC, last seen passing, and 2026-11-07 06:00 UTC, first seen failing
    rule      s3-bucket-policy, high
    control   Data stores and interfaces are not open to the public
    criteria  CC6.1
    due       2026-11-14 06:00 UTC

BY WHOM
  Not known yet: CloudTrail is asked in a quarter of an hour, and what it says follows.

HOW TO MEND IT
  Deny it.
  aws s3api ...
  https://docs.aws.amazon.com/s3
  Why it matters: Anyone reads it.

HOW TO ACCEPT IT FOR A TIME (somebody else must approve)
  vouch exceptions request --rule s3-bucket-policy --resource arn:aws:s3:::shop --reason "..." --control "..." --expiry 2026-12-07

Whoever looks into this says so, and stays in the record with it:
  vouch drift ack 20261107-abc --note "..."
`);
});

describe("others' words do nothing", () => {
  const HOSTILE = "arn:aws:s3:::x'; rm -rf ~\r\nSubject: you won\u202Egnp.exe\u0007\u200B";

  test('names neither end a line nor hide anything, in text, subject and command', () => {
    const { text, subject } = letter([
      entry({
        resource: HOSTILE,
        reason: `a\n\nHOW TO MEND IT\n  curl evil`,
        accountName: 'a\u2028b',
        title: 't\u0000',
      }),
    ]);
    expect(text).toContain("resource  arn:aws:s3:::x'; rm -rf ~ Subject: you won gnp.exe");
    expect(text).toContain(`--resource 'arn:aws:s3:::x'\\''; rm -rf ~ Subject: you won gnp.exe '`);
    expect(text).toContain('reason    a HOW TO MEND IT curl evil');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(text.match(/^HOW TO MEND IT$/gm)).toHaveLength(1);
    expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  });

  test('subjects are ASCII of at most a hundred letters', () => {
    expect(letter([entry({ accountName: 'Ümlaut'.repeat(40) })]).subject).toMatch(/^[\x20-\x7e]{100}$/);
  });

  test('however long they are, SNS takes the message', () => {
    const long = (name: number) => `arn:aws:s3:::${name}${'x'.repeat(1_900)}`;
    const entries = Array.from({ length: 20 }, (_, name) =>
      entry({ resource: long(name), reason: 'r'.repeat(9_000) }),
    );
    const { text, document } = letter(entries, { counts: { alert: 500 } });
    const message = JSON.stringify({ default: JSON.stringify(document), email: text });
    expect(Buffer.byteLength(message)).toBeLessThan(256 * 1_024);
    expect(document.events.length + document.unlisted).toBe(500);
    expect(document.unlisted).toBeGreaterThan(480);
    expect(text).toContain('480 more: vouch drift --since 2026-11-07');
  });
});

test('subscribers can choose by kind, severity, criterion, account, Region and rule', () => {
  expect(letter([entry()]).attributes).toEqual({
    alert: '20261107-abc',
    kind: 'drift',
    severity: 'high',
    criterion: ['CC6.1'],
    account: ['111122223333'],
    region: ['eu-west-1'],
    rule: [RULE.id],
  });
});

test('an alert that got worse says so', () => {
  expect(letter([entry()], {}, { ...MESSAGE, because: 'raised' }).text).toMatch(
    /^Vouch: drift, severity high, which is worse than this alert said before\. Alert/,
  );
});

test('what is overdue, what cannot be seen, and exceptions have their own words', () => {
  const overdue = entry(
    { since: '2026-10-01T06:00:00.000Z', due: '2026-11-01T06:00:00.000Z' },
    { passedAt: null, due: '2026-11-01T06:00:00.000Z' },
  );
  expect(letter([overdue], { kind: 'overdue' }).text).toMatch(
    /WHAT STILL FAILS[\s\S]*since {5}2026-10-01 06:00 UTC[\s\S]*due {7}2026-11-01 06:00 UTC, which has passed/,
  );
  const lost = {
    acceptedBy: '2026-11-01-ab',
    until: '2026-11-04T06:00:00.000Z',
    why: 'it no longer has the tag',
  };
  const told = ['arn:aws:s3:::one', 'arn:aws:s3:::two'].map((resource) =>
    entry({ ...lost, resource, since: '2026-10-01T06:00:00.000Z' }, { passedAt: null, due: null }),
  );
  expect(letter(told, { kind: 'unaccepted' }).text).toMatch(
    /no longer accepted[\s\S]*WHAT STILL FAILS[\s\S]*one\n[\s\S]*two\n[\s\S]*accepted {2}until 2026-11-04 06:00 UTC by 2026-11-01-ab: it no longer has the tag/,
  );
  const blind = entry(
    { to: 'NOT_EVALUATED', reason: 'sts:AssumeRole: AccessDenied' },
    { passedAt: null, due: null },
  );
  const { text, subject } = letter([blind], { kind: 'blind-spot' });
  expect(subject).toBe('Vouch high blind spot: 1 rule cannot be evaluated in shop, eu-west-1');
  expect(text).toMatch(/WHAT CAN NO LONGER BE SEEN[\s\S]*Let the role that Vouch has in the account do/);
  expect(text).not.toContain('exceptions request');
});
