import { describe, expect, test } from '@jest/globals';
import type { PlannedTarget } from '../domain/run.ts';
import { type Target, targetId } from '../domain/target.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';
import { loadCatalogue } from './catalogue.ts';
import { coalesce, type LoggedCall } from './coalesce.ts';

const { work } = await loadCatalogue(DEFAULT_SCOPE);
const ACCOUNT = '111111111111';
const place = (region: string, account = ACCOUNT): Target => ({ account, region });
const planned = (...targets: readonly Target[]): ReadonlyMap<string, PlannedTarget> =>
  new Map(targets.map((target) => [targetId(target), { ...target, management: false, unreachable: null }]));
const EVERYWHERE = planned(place('eu-west-1'), place('us-east-1'), place('aws-global'));

const call = (
  service: string,
  eventName: string,
  differs: { where?: Target; errorCode?: string; time?: string } = {},
): LoggedCall => {
  const { where = place('eu-west-1'), time = '2026-11-01T12:00:00Z', ...rest } = differs;
  const record = {
    eventID: `${eventName} ${time}`,
    eventName,
    eventSource: `${service}.amazonaws.com`,
    eventTime: time,
    ...rest,
  };
  return { where, record };
};
const said = (calls: readonly LoggedCall[], targets = EVERYWHERE) =>
  coalesce(calls, targets, work).map(({ target, work: parts, calls: theirs }) => ({
    region: target.region,
    types: [...new Set([...parts.keys()].map(({ collector }) => collector.type))].sort(),
    calls: theirs.length,
  }));

describe('calls become looks at what they touch', () => {
  test('many calls about one type in one target are one look', () => {
    const calls = [
      call('s3', 'PutBucketPolicy'),
      call('s3', 'DeleteBucketEncryption'),
      call('kms', 'DisableKey'),
    ];
    // Trails are judged by their buckets too.
    const types = ['AWS::CloudTrail::Trail', 'AWS::KMS::Key', 'AWS::S3::Bucket'];
    expect(said(calls)).toEqual([{ region: 'eu-west-1', types, calls: 3 }]);
  });

  test('global services log in one Region, and are looked at where they are', () => {
    expect(said([call('iam', 'CreateLoginProfile', { where: place('us-east-1') })])).toEqual([
      { region: 'aws-global', types: ['AWS::IAM::User'], calls: 1 },
    ]);
  });

  test('of the account itself only what its service tells', () => {
    const [look] = coalesce([call('ec2', 'DisableEbsEncryptionByDefault')], EVERYWHERE, work);
    expect(
      [...(look?.work.keys() ?? [])].map(({ collector }) => `${collector.type} ${collector.service}`),
    ).toEqual(['AWS::::Account ec2']);
  });

  test('each type is due since its last call', () => {
    const times = ['2026-11-01T12:00:07Z', '2026-11-01T12:00:09Z', '2026-11-01T12:00:08Z'];
    const [look] = coalesce(
      times.map((time) => call('sqs', 'SetQueueAttributes', { time })),
      EVERYWHERE,
      work,
    );
    expect([...(look?.work.values() ?? [])]).toEqual([Date.parse('2026-11-01T12:00:09Z')]);
  });

  test.each([
    ['a call that failed', call('s3', 'PutBucketPolicy', { errorCode: 'AccessDenied' })],
    ['a call that changes nothing that is judged', call('s3', 'PutBucketTagging')],
    ['a call of a service that nobody knows', call('made-up', 'PutBucketPolicy')],
    [
      'a call in an account that is not in scope',
      call('kms', 'DisableKey', { where: place('eu-west-1', '222222222222') }),
    ],
    ['a call in a Region that is not in scope', call('kms', 'DisableKey', { where: place('eu-north-1') })],
  ])('%s is left out', (_, left) => {
    expect(said([left])).toEqual([]);
  });
});
