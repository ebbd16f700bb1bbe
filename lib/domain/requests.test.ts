import { describe, expect, test } from '@jest/globals';
import { type Asked, named, requestsOf, together } from './requests.ts';

const asked = (operation: string, ...ids: string[]): Asked => ({
  operation,
  requests: ids.map((id) => named(operation, id)),
});
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id-${index + 1}`);

describe('the requests of several questions', () => {
  test('are sorted', () => {
    expect(requestsOf([asked('S3.ListBuckets', 'b', 'a'), asked('KMS.DescribeKey', 'c')])).toEqual([
      'KMS.DescribeKey c',
      'S3.ListBuckets a',
      'S3.ListBuckets b',
    ]);
  });

  test('are none where nothing was answered', () => {
    expect(requestsOf([])).toEqual([]);
    expect(requestsOf([{ operation: '', requests: [] }])).toEqual([]);
  });

  test('are all named up to ten of one operation; of more, the first, the last and how many', () => {
    expect(requestsOf([asked('EC2.DescribeVolumes', ...ids(10))])).toHaveLength(10);
    expect(requestsOf([asked('EC2.DescribeVolumes', ...ids(11)), asked('EC2.DescribeTags', 'x')])).toEqual([
      'EC2.DescribeTags x',
      'EC2.DescribeVolumes id-1 to id-11, 11 requests',
    ]);
  });

  test('of one operation are counted together, whoever asked', () => {
    const each = ids(12).map((id) => asked('IAM.ListMFADevices', id));
    expect(requestsOf(each)).toEqual(['IAM.ListMFADevices id-1 to id-12, 12 requests']);
    expect(each.map(({ requests }) => requests.length)).toEqual(Array(12).fill(1));
  });
});

describe('the requests of both', () => {
  const some = ['A.a 1', 'B.b 2'];

  test('are each once, sorted', () => {
    expect(together(some, ['A.a 1', 'A.b 3'])).toEqual(['A.a 1', 'A.b 3', 'B.b 2']);
  });

  test('are one of the two where the other adds nothing', () => {
    expect(together(some, ['B.b 2'])).toBe(some);
    expect(together(some, [])).toBe(some);
    expect(together([], some)).toBe(some);
  });
});
