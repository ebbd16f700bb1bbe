import { ruleTable } from '../../test/support/rule-table.ts';
import { dataEventRows, dataEvents, recording } from '../../test/support/trails.ts';
import rule from './lambda-invoke-data-events.ts';

const FUNCTIONS = 'AWS::Lambda::Function';

ruleTable(rule, recording(dataEvents(FUNCTIONS)), dataEventRows(FUNCTIONS, 'writes'));
