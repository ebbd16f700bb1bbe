import { describe, expect, test } from '@jest/globals';
import { loadCollectors } from './index.ts';
import { OperationProbe } from './provenance.ts';

const probe = new OperationProbe();
const collectors = await loadCollectors();
const sourcesOf = (type: string, fact: string) => {
  const collector = collectors.find((candidate) => candidate.type === type && fact in candidate.facts);
  if (!collector) throw new Error(`nothing reads ${fact} of ${type}`);
  return probe.operations(collector, [fact]);
};

describe('what AWS is asked, told without asking it', () => {
  test("every operation of every collector has AWS's own name, in its service", async () => {
    let operations = 0;
    for (const collector of collectors) {
      for (const used of await probe.operations(collector, Object.keys(collector.facts))) {
        operations += 1;
        expect(used.operation).toMatch(/^[A-Za-z0-9]+\.[A-Z][A-Za-z0-9]+$/);
        expect(JSON.stringify(used.parameters)).not.toMatch(/"\d{4}-\d\d-\d\dT/); // no time that is made up
      }
    }
    expect(operations).toBeGreaterThan(250);
  });

  test('every listing of which the first request does not hang on a reply says what it asks', async () => {
    for (const collector of collectors) {
      const listing = (await probe.operations(collector, [])).filter(({ lists }) => lists);
      expect(listing).toHaveLength(new Set(collector.list.uses).size);
      if (listing.length > 0 && collector.list.uses.length === 1)
        expect([collector.type, listing[0]?.parameters]).not.toEqual([collector.type, null]);
    }
  });

  test('names differ from IAM actions; the Region of the target stands for every Region', async () => {
    expect(await sourcesOf('AWS::S3::Bucket', 'encryption')).toEqual([
      {
        operation: 'S3.GetBucketEncryption',
        action: 's3:GetEncryptionConfiguration',
        paged: false,
        lists: false,
        parameters: null,
      },
      expect.objectContaining({ operation: 'S3.GetBucketLocation', lists: true, parameters: null }),
      {
        operation: 'S3.ListBuckets',
        action: 's3:ListAllMyBuckets',
        paged: true,
        lists: true,
        parameters: { BucketRegion: '<Region>', MaxBuckets: 1000 },
      },
    ]);
  });

  test('a filter of a listing is told: only what is the own', async () => {
    expect(await sourcesOf('AWS::EC2::Snapshot', 'encrypted')).toContainEqual({
      operation: 'EC2.DescribeSnapshots',
      action: 'ec2:DescribeSnapshots',
      paged: true,
      lists: true,
      parameters: { OwnerIds: ['self'], MaxResults: 1000 },
    });
  });

  test('an operation that sends nothing has no name', async () => {
    const silent = { action: 'test:Nothing', Client: class {} as never, run: async () => null };
    const [collector] = collectors;
    if (!collector) throw new Error('there is no collector');
    expect(await probe.operations({ ...collector, list: { uses: [silent], read: () => [] } }, [])).toEqual([
      { operation: null, action: 'test:Nothing', paged: false, lists: true, parameters: null },
    ]);
  });
});
