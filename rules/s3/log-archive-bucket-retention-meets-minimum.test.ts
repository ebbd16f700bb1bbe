import { receives } from '../../test/support/log-archive.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './log-archive-bucket-retention-meets-minimum.ts';

const expiry = { id: 'old', prefix: '', objectsAfter: 365, versionsAfter: 30 };

ruleTable(rule, { policy: receives(['cloudtrail.amazonaws.com']), lifecycle: [expiry] }, [
  {
    name: 'too early',
    facts: { lifecycle: [{ ...expiry, objectsAfter: 364 }] },
    verdict: 'FAIL',
    reason: 'rule "old" deletes objects after 364 days, which is sooner than 365',
  },
  {
    name: 'one of two rules too early',
    facts: { lifecycle: [expiry, { id: 'flow', prefix: 'AWSLogs/', objectsAfter: 90, versionsAfter: null }] },
    verdict: 'FAIL',
    reason: 'rule "flow" deletes AWSLogs/ after 90 days',
  },
  {
    name: 'at a date',
    facts: { lifecycle: [{ ...expiry, objectsAfter: 0 }] },
    verdict: 'FAIL',
    reason: 'after 0 days',
  },
  { name: 'never', facts: { lifecycle: [] }, verdict: 'PASS', reason: /^no lifecycle rule deletes/ },
  {
    name: 'versions only',
    facts: { lifecycle: [{ ...expiry, objectsAfter: null }] },
    verdict: 'PASS',
    reason: 'logs of cloudtrail.amazonaws.com',
  },
  {
    name: 'as short as this company wants',
    parameters: { minDays: 366 },
    verdict: 'FAIL',
    reason: 'than 366',
  },
  { name: 'no policy', facts: { policy: null }, verdict: 'NOT_APPLICABLE', reason: 'no AWS service' },
  {
    name: 'a service that reads',
    facts: { policy: receives(['cloudtrail.amazonaws.com'], { Action: 's3:GetBucketAcl' }) },
    verdict: 'NOT_APPLICABLE',
    reason: 'no AWS service',
  },
  {
    name: 'a service that is refused',
    facts: { policy: receives(['cloudtrail.amazonaws.com'], { Effect: 'Deny' }) },
    verdict: 'NOT_APPLICABLE',
    reason: 'no AWS service',
  },
  {
    name: 'another service',
    facts: { policy: receives(['lambda.amazonaws.com']) },
    verdict: 'NOT_APPLICABLE',
    reason: 'no AWS service',
  },
  {
    name: 'flow logs, by any action',
    facts: { policy: receives(['delivery.logs.amazonaws.com'], { Action: 's3:*' }) },
    verdict: 'PASS',
    reason: 'delivery.logs.amazonaws.com',
  },
]);
