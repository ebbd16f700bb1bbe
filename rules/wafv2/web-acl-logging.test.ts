import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './web-acl-logging.ts';

ruleTable(rule, { logDestinations: ['arn:aws:s3:::aws-waf-logs-shop'] }, [
  { name: 'no log', facts: { logDestinations: [] }, verdict: 'FAIL', reason: 'not logged' },
]);
