import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-public-access-block.ts';

const block = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

ruleTable(rule, { publicAccessBlock: block }, [
  {
    name: 'none',
    facts: { publicAccessBlock: null },
    verdict: 'FAIL',
    reason: /no public access block .*not those of the account/,
  },
  ...(Object.keys(block) as (keyof typeof block)[]).map((setting) => ({
    name: `${setting} off`,
    facts: { publicAccessBlock: { ...block, [setting]: false } },
    verdict: 'FAIL' as const,
    reason: `leaves off ${setting} (`,
  })),
]);
