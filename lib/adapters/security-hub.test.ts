import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { asffFinding } from '../evidence/machine/asff.ts';
import { securityHub } from './security-hub.ts';

const mock = mockClient(SecurityHubClient);
const hub = { partition: 'aws', account: '999999999999', region: 'eu-central-1' };
const findings = ['a', 'b', 'c'].map((resource) =>
  asffFinding(
    {
      account: '111111111111',
      region: 'eu-west-1',
      rule: 'made-up',
      resource,
      severity: 'low',
      verdict: 'FAIL',
      reason: 'made up',
      since: '2026-11-01T06:00:00.000Z',
    },
    null,
    hub,
    '2026-11-02T06:00:00.000Z',
  ),
);
const failed = (...indexes: readonly number[]) => ({
  FailedCount: indexes.length,
  SuccessCount: 0,
  FailedFindings: indexes.map((index) => ({
    Id: findings[index]?.Id ?? '',
    ErrorCode: 'InternalError',
    ErrorMessage: 'try later',
  })),
});
const given = (): readonly (readonly (string | undefined)[] | undefined)[] =>
  mock
    .commandCalls(BatchImportFindingsCommand)
    .map(({ args: [{ input }] }) => input.Findings?.map(({ Resources }) => Resources?.[0]?.Id));

describe('Security Hub', () => {
  test('what it did not take is given to it again, and nothing else', async () => {
    mock.reset();
    mock
      .on(BatchImportFindingsCommand)
      .resolvesOnce(failed(1))
      .resolves({ FailedCount: 0, SuccessCount: 1, FailedFindings: [] });
    expect(await securityHub().import(findings)).toEqual([]);
    expect(given()).toEqual([['a', 'b', 'c'], ['b']]);
  });

  test('what it never takes is told with its reason', async () => {
    mock.reset();
    mock.on(BatchImportFindingsCommand).resolves(failed(2));
    expect(await securityHub().import(findings)).toEqual([`${findings[2]?.Id}: InternalError: try later`]);
    expect(given()).toEqual([['a', 'b', 'c'], ['c'], ['c']]);
  });

  test('an account without Security Hub is an error', async () => {
    mock.reset();
    mock
      .on(BatchImportFindingsCommand)
      .rejects(Object.assign(new Error('not subscribed'), { name: 'InvalidAccessException' }));
    await expect(securityHub().import(findings)).rejects.toThrow('not subscribed');
  });
});
