import { defineCollector, type Reader, required } from './collector.ts';
import { counting, countsOf } from './presence.ts';

/** The account in one Region, as far as AWS Config counts it. What asks for absent types gets the same replies. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'config',
    where: 'region',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    recordedCounts: {
      uses: counting.uses,
      read: async (aws) => {
        const pages = await counting.read(aws);
        if (typeof pages === 'string') return { unknown: pages };
        const counts = countsOf(pages).map(({ type, count }) => [type, count] as const);
        return {
          total: required(pages[0]?.totalDiscoveredResources, 'totalDiscoveredResources'),
          counts: Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1))),
        };
      },
    },
  },
);
