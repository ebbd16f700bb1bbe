import { TAMPERING_ROWS } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-cannot-tamper-with-evidence.ts';

ruleTable(rule, { administrator: null, tampering: [] }, TAMPERING_ROWS);
