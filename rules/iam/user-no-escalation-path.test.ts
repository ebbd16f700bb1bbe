import { PATH_ROWS } from '../../test/support/power-rows.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './user-no-escalation-path.ts';

ruleTable(rule, { administrator: null, escalations: [] }, PATH_ROWS);
