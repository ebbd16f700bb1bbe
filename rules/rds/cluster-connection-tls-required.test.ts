import { REQUIRED, tlsRows } from '../../test/support/databases.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './cluster-connection-tls-required.ts';

ruleTable(rule, { tls: REQUIRED }, tlsRows);
