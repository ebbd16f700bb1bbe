import { expect, test } from '@jest/globals';
import { type BackupSelection, selects, type TagCondition, type Tags } from './backup-selection.ts';

const VOLUME = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1';
const CLUSTER = 'arn:aws:rds:eu-west-1:111122223333:cluster:my-aurora-cluster';
const DATABASE = 'arn:aws:rds:eu-west-1:111122223333:db:shop';
const FILES = 'arn:aws:fsx:eu-west-1:111122223333:file-system/fs-1';
const BUCKET = 'arn:aws:s3:::logs-2026';

const is = (key: string, value: string): TagCondition => ({ test: 'equals', key, value });
const isNot = (key: string, value: string): TagCondition => ({ test: 'not equals', key, value });
const selection = (differs: Partial<BackupSelection>): BackupSelection => ({
  resources: [],
  anyOf: [],
  allOf: [],
  notResources: [],
  ...differs,
});

const volumes = selection({ resources: ['arn:aws:ec2:*:*:volume/*'] });
const tagged = selection({ anyOf: [is('backup', 'daily'), is('backup', 'hourly')] });
const either = selection({ resources: volumes.resources, anyOf: [is('backup', 'true')] });
const both = selection({
  resources: [...volumes.resources, 'arn:aws:rds:*:*:db:*'],
  allOf: [is('backup', 'true'), is('stage', 'prod')],
});
/** The last but one example of https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources-json.html */
const mixed = selection({
  resources: ['arn:aws:fsx:*', 'arn:aws:rds:*:*:cluster:my-aurora-cluster'],
  anyOf: [is('backup', 'true')],
  allOf: [isNot('stage', 'test')],
});
const likes = selection({
  resources: ['*'],
  allOf: [
    { test: 'like', key: 'key1', value: 'include*' },
    { test: 'not like', key: 'key2', value: '*exclude*' },
  ],
});
const except = selection({ resources: ['*'], notResources: ['arn:aws:fsx:*', 'arn:aws:rds:*'] });

const CASES: readonly (readonly [string, BackupSelection, string, Tags | null, boolean | null])[] = [
  ['a type, by wildcard', volumes, VOLUME, {}, true],
  ['another type', volumes, DATABASE, {}, false],
  ['a prefix', selection({ resources: ['arn:aws:s3:::logs-*'] }), BUCKET, {}, true],
  ['all', selection({ resources: ['*'] }), BUCKET, {}, true],
  ['nothing said is all', selection({}), BUCKET, {}, true],
  [
    'nothing said but conditions is all of which they hold',
    selection({ allOf: both.allOf }),
    BUCKET,
    {},
    false,
  ],
  ['one tag of several', tagged, BUCKET, { backup: 'hourly' }, true],
  ['a tag of another case', tagged, BUCKET, { backup: 'Hourly' }, false],
  ['a key of another case', tagged, BUCKET, { Backup: 'hourly' }, false],
  ['no tag of several', tagged, BUCKET, { stage: 'hourly' }, false],
  ['resources or tags: by the resource', either, VOLUME, {}, true],
  ['resources or tags: by the tag', either, DATABASE, { backup: 'true' }, true],
  ['resources or tags: neither', either, DATABASE, {}, false],
  ['resources and conditions', both, DATABASE, { backup: 'true', stage: 'prod' }, true],
  ['resources and one condition of two', both, DATABASE, { backup: 'true' }, false],
  ['conditions without the resource', both, CLUSTER, { backup: 'true', stage: 'prod' }, false],
  ['a missing tag is not equal', mixed, FILES, {}, true],
  ['conditions narrow what is named', mixed, CLUSTER, { stage: 'test' }, false],
  ['conditions narrow what is tagged', mixed, VOLUME, { backup: 'true', stage: 'test' }, false],
  ['tagged and not narrowed', mixed, VOLUME, { backup: 'true', stage: 'prod' }, true],
  ['likeness', likes, VOLUME, { key1: 'included' }, true],
  ['a missing tag is like nothing', likes, VOLUME, {}, false],
  [
    'any value',
    selection({ resources: ['*'], allOf: [{ test: 'like', key: 'a', value: '*' }] }),
    VOLUME,
    { a: '' },
    true,
  ],
  ['unlikeness', likes, VOLUME, { key1: 'included', key2: 'an excluded one' }, false],
  ['a name that every object has is no tag', likes, VOLUME, { constructor: 'include' }, false],
  ['left out by one of several', except, DATABASE, {}, false],
  ['left out, although it is tagged', { ...except, anyOf: [is('a', 'b')] }, FILES, { a: 'b' }, false],
  ['not left out', except, VOLUME, {}, true],
  ['tags unknown: named', volumes, VOLUME, null, true],
  ['tags unknown: not named', volumes, BUCKET, null, false],
  ['tags unknown: by tag', tagged, BUCKET, null, null],
  ['tags unknown: named, with conditions', both, VOLUME, null, null],
  ['tags unknown: left out', except, FILES, null, false],
];

test.each(CASES)('%s', (_, chosen, arn, tags, expected) => {
  expect(selects(chosen, arn, tags)).toBe(expected);
});
