import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './task-logging.ts';

const logging = {
  SOURCE_UNLOAD: 'LOGGER_SEVERITY_DEFAULT',
  TARGET_LOAD: 'LOGGER_SEVERITY_INFO',
  SOURCE_CAPTURE: 'LOGGER_SEVERITY_DEBUG',
  TARGET_APPLY: 'LOGGER_SEVERITY_DETAILED_DEBUG',
  SORTER: 'LOGGER_SEVERITY_ERROR',
};
const { SOURCE_CAPTURE, TARGET_APPLY, ...load } = logging;

ruleTable(rule, { migration: 'full-load-and-cdc', logging }, [
  { name: 'off', facts: { logging: null }, verdict: 'FAIL', reason: 'is off' },
  {
    name: 'warnings only',
    facts: { logging: { ...logging, TARGET_LOAD: 'LOGGER_SEVERITY_WARNING' } },
    verdict: 'FAIL',
    reason: /^TARGET_LOAD log/,
  },
  {
    name: 'parts without a level',
    facts: { logging: load },
    verdict: 'FAIL',
    reason: 'SOURCE_CAPTURE, TARGET_APPLY',
  },
  {
    name: 'a single load, which has no such parts',
    facts: { migration: 'full-load', logging: load },
    verdict: 'PASS',
    reason: 'are logged',
  },
  {
    name: 'changes only, which have no others',
    facts: { migration: 'cdc', logging: { SOURCE_CAPTURE, TARGET_APPLY } },
    verdict: 'PASS',
    reason: 'are logged',
  },
]);
