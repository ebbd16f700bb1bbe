import { ONE_ACCOUNT, openPolicy, publicPolicyRows } from '../../test/support/public-policy.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-policy-not-public.ts';

const policy = openPolicy('s3:GetObject');
const BLOCK = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

ruleTable(rule, { policy: policy(ONE_ACCOUNT), publicAccessBlock: null }, [
  ...publicPolicyRows(policy),
  { name: 'no policy', facts: { policy: null }, verdict: 'PASS', reason: 'has no policy' },
  {
    name: 'everyone, with the other settings of the block',
    facts: { policy: policy(), publicAccessBlock: { ...BLOCK, restrictPublicBuckets: false } },
    verdict: 'FAIL',
    reason: 'by statement "open"',
  },
  {
    name: 'everyone, but for the block',
    facts: { policy: policy(), publicAccessBlock: BLOCK },
    verdict: 'PASS',
    reason: 'makes statement "open" void',
  },
]);
