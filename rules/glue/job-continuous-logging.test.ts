import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './job-continuous-logging.ts';

ruleTable(rule, { command: 'glueetl', glueVersion: '4.0', continuousLogging: true }, [
  { name: 'off', facts: { continuousLogging: false }, verdict: 'FAIL', reason: /is off, which Glue 4\.0/ },
  {
    name: 'off and no version',
    facts: { command: 'gluestreaming', glueVersion: null, continuousLogging: false },
    verdict: 'FAIL',
    reason: 'no given version',
  },
  {
    name: 'version that needs no argument',
    facts: { glueVersion: '5.0', continuousLogging: false },
    verdict: 'PASS',
    reason: /5\.0 logs by itself/,
  },
  {
    name: 'shell',
    facts: { command: 'pythonshell', continuousLogging: false },
    verdict: 'NOT_APPLICABLE',
    reason: 'pythonshell',
  },
]);
