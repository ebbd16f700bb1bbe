import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './repository-tags-immutable.ts';

const tags = (immutable: boolean, ...except: readonly string[]) => ({ tags: { immutable, except } });

ruleTable(rule, tags(true), [
  { name: 'movable', facts: tags(false), verdict: 'FAIL', reason: /another image$/ },
  { name: 'releases alone are fixed', facts: tags(false, 'v*'), verdict: 'FAIL', reason: 'except v*' },
  { name: 'latest may move', facts: tags(true, 'latest'), verdict: 'PASS', reason: 'only latest' },
  { name: 'nearly all may move', facts: tags(true, '*', 'latest'), verdict: 'FAIL', reason: /match \*$/ },
  {
    name: 'what the company allows',
    facts: tags(true, 'pr-*'),
    parameters: { movable: ['pr-*'] },
    verdict: 'PASS',
    reason: 'only pr-*',
  },
  {
    name: 'latest where the company allows none',
    facts: tags(true, 'latest'),
    parameters: { movable: [] },
    verdict: 'FAIL',
    reason: 'match latest',
  },
]);
