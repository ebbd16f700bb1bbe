import {
  CreateBucketCommand,
  DeleteBucketTaggingCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from '@jest/globals';
import { connect, type Deployment } from '#lib/adapters/deployment.ts';
import { accepts, type Exception } from '#lib/domain/exception.ts';
import type { Finding } from '#lib/domain/finding.ts';
import { ACCOUNT, REGION, runByFunctions, useFunctions } from './support/functions.ts';
import { useMoto } from './support/moto.ts';

useMoto();
const functions = useFunctions('tagged');
const RULE = 's3-bucket-versioning';
const BUCKETS = ['a-sandbox', 'a-shop'];
let deployment: Deployment;
let s3: S3Client;

async function version(Status: 'Enabled' | 'Suspended'): Promise<void> {
  for (const Bucket of BUCKETS)
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

/** A run by the functions. @returns the buckets that fail, and whether they are accepted now */
async function run(): Promise<Readonly<Record<string, boolean>>> {
  await runByFunctions();
  const failing: Finding[] = [];
  for await (const finding of deployment.store.failing()) if (finding.rule === RULE) failing.push(finding);
  const accepted: Record<string, boolean> = {};
  for await (const exception of deployment.store.exceptions())
    for (const finding of failing)
      accepted[finding.resource] = accepts(exception, finding, new Date().toISOString());
  return accepted;
}

beforeAll(async () => {
  deployment = connect(functions.names);
  s3 = new S3Client({ forcePathStyle: true });
  for (const Bucket of BUCKETS)
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }),
    );
  await version('Enabled');
}, 120_000);

test('of two buckets that fail alike, the one with the tag is accepted, for as long as it has it', async () => {
  const taken = {
    at: new Date(Date.now() - 60_000).toISOString(),
    by: { arn: 'a', account: ACCOUNT, userId: 'u', requestId: 'q' },
    file: { key: 'k', sha256: 'h' },
  };
  const exception: Exception = {
    id: '2026-11-01-a',
    terms: {
      covers: { rule: RULE, tag: { key: 'stage', value: 'sandbox' } },
      reason: 'r',
      compensatingControl: 'c',
      ticket: null,
      start: taken.at,
      expiry: '2100-01-01T00:00:00.000Z',
      renews: null,
    },
    requested: taken,
    approved: taken,
    revoked: null,
  };
  await deployment.store.saveException(exception, null);
  expect(await run()).toEqual({});

  await version('Suspended');
  const TagSet = [{ Key: 'stage', Value: 'sandbox' }];
  await s3.send(new PutBucketTaggingCommand({ Bucket: 'a-sandbox', Tagging: { TagSet } }));
  expect(await run()).toEqual({ 'arn:aws:s3:::a-sandbox': true, 'arn:aws:s3:::a-shop': false });

  await s3.send(new DeleteBucketTaggingCommand({ Bucket: 'a-sandbox' }));
  expect(await run()).toEqual({ 'arn:aws:s3:::a-sandbox': false, 'arn:aws:s3:::a-shop': false });
  const matches = [];
  for await (const match of deployment.store.matches(exception.id, { account: ACCOUNT, region: REGION }))
    matches.push(match);
  expect(matches).toMatchObject([
    { resource: 'arn:aws:s3:::a-sandbox', until: expect.any(String), why: 'it no longer has the tag' },
  ]);
}, 120_000);
