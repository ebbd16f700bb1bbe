import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './project-source-without-credentials.ts';

ruleTable(rule, { sourcesWithCredentials: [] }, [
  {
    name: 'two sources',
    facts: { sourcesWithCredentials: ['lib', 'source'] },
    verdict: 'FAIL',
    reason: /address of lib, source$/,
  },
]);
