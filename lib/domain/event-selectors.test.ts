import { expect, test } from '@jest/globals';
import { dataEventsOf, type EventSelectors, managementEventsOf } from './event-selectors.ts';

type Field = { readonly Field: string; readonly [operator: string]: readonly string[] | string };

const advanced = (...fields: readonly Field[]): EventSelectors => ({
  AdvancedEventSelectors: [{ FieldSelectors: fields }],
});
const management = (...fields: readonly Field[]) =>
  advanced({ Field: 'eventCategory', Equals: ['Management'] }, ...fields);
const objects = (...fields: readonly Field[]) =>
  advanced(
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
    ...fields,
  );
const resources = (Type: string, Values: readonly string[], ReadWriteType = 'All'): EventSelectors => ({
  EventSelectors: [{ ReadWriteType, DataResources: [{ Type, Values }] }],
});

test.each<[string, EventSelectors, object]>([
  [
    'basic selectors add up',
    {
      EventSelectors: [
        { ReadWriteType: 'ReadOnly' },
        { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true },
      ],
    },
    { reads: true, writes: true, excludedSources: [] },
  ],
  [
    'data events only',
    { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: false }] },
    { reads: false, writes: false, excludedSources: [] },
  ],
  [
    'basic selector without KMS',
    { EventSelectors: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
    { reads: true, writes: true, excludedSources: ['kms.amazonaws.com'] },
  ],
  ['advanced selector', management(), { reads: true, writes: true, excludedSources: [] }],
  [
    'advanced selector of writes without two services',
    management(
      { Field: 'readOnly', Equals: ['false'] },
      { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com', 'kms.amazonaws.com'] },
    ),
    { reads: false, writes: true, excludedSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
  ],
  [
    'advanced selector of one service',
    management({ Field: 'eventSource', Equals: ['iam.amazonaws.com'] }),
    { reads: false, writes: false, excludedSources: [] },
  ],
  [
    'advanced selector of single events',
    management({ Field: 'eventName', Equals: ['CreateUser'] }),
    { reads: false, writes: false, excludedSources: [] },
  ],
  ['advanced selector of data events', objects(), { reads: false, writes: false, excludedSources: [] }],
  ['no selectors', {}, { reads: false, writes: false, excludedSources: [] }],
])('management events: %s', (_, selectors, expected) => {
  expect(managementEventsOf(selectors)).toEqual(expected);
});

const EVERY_OBJECT = { type: 'AWS::S3::Object', reads: true, writes: true, except: [] };

test.each<[string, EventSelectors, readonly object[]]>([
  ['no selectors', {}, []],
  ['management events only', { EventSelectors: [{ ReadWriteType: 'All' }] }, []],
  ['advanced management events only', management(), []],
  ['all buckets', resources('AWS::S3::Object', ['arn:aws:s3']), [EVERY_OBJECT]],
  ['all buckets, as it once was written', resources('AWS::S3::Object', ['arn:aws:s3:::']), [EVERY_OBJECT]],
  [
    'all buckets of another partition',
    resources('AWS::S3::Object', ['arn:aws-us-gov:s3:::b/', 'arn:aws-us-gov:s3']),
    [EVERY_OBJECT],
  ],
  ['one bucket', resources('AWS::S3::Object', ['arn:aws:s3:::bucket/']), []],
  [
    'writes only',
    resources('AWS::S3::Object', ['arn:aws:s3'], 'WriteOnly'),
    [{ ...EVERY_OBJECT, reads: false }],
  ],
  [
    'all functions',
    resources('AWS::Lambda::Function', ['arn:aws:lambda']),
    [{ ...EVERY_OBJECT, type: 'AWS::Lambda::Function' }],
  ],
  [
    'one function',
    resources('AWS::Lambda::Function', ['arn:aws:lambda:eu-west-1:111122223333:function:f']),
    [],
  ],
  ['advanced: all objects', objects(), [EVERY_OBJECT]],
  [
    'advanced: reads of all objects',
    objects({ Field: 'readOnly', Equals: ['true'] }),
    [{ ...EVERY_OBJECT, writes: false }],
  ],
  [
    'advanced: all objects but some',
    objects({
      Field: 'resources.ARN',
      NotStartsWith: ['arn:aws:s3:::trail/'],
      NotEquals: ['arn:aws:s3:::b/k'],
      NotEndsWith: ['.tmp'],
    }),
    [{ ...EVERY_OBJECT, except: ['*.tmp', 'arn:aws:s3:::b/k', 'arn:aws:s3:::trail/*'] }],
  ],
  [
    'advanced: objects of one bucket',
    objects({ Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::b/'] }),
    [],
  ],
  [
    'advanced: objects of one bucket, but some',
    objects({ Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::b/'], NotEquals: ['arn:aws:s3:::b/k'] }),
    [],
  ],
  ['advanced: deletions only', objects({ Field: 'eventName', Equals: ['DeleteObject'] }), []],
  ['advanced: not of one caller', objects({ Field: 'userIdentity.arn', NotEquals: ['arn'] }), []],
  [
    'of two types, by type',
    {
      AdvancedEventSelectors: [
        ...(objects().AdvancedEventSelectors ?? []),
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
          ],
        },
      ],
    },
    [{ ...EVERY_OBJECT, type: 'AWS::DynamoDB::Table' }, EVERY_OBJECT],
  ],
])('data events: %s', (_, selectors, expected) => {
  expect(dataEventsOf(selectors)).toEqual(expected);
});
