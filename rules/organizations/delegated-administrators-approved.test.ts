import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './delegated-administrators-approved.ts';

const account = '111122223333';
const guardDuty = 'guardduty.amazonaws.com';
const stackSets = 'member.org.stacksets.cloudformation.amazonaws.com';
const two = { delegatedAdministrators: [{ account, services: [guardDuty, stackSets] }] };

ruleTable(rule, { delegatedAdministrators: [] }, [
  {
    name: 'nothing is approved unless stated',
    facts: two,
    verdict: 'FAIL',
    reason: `not among the approved: ${guardDuty}=${account}, ${stackSets}=${account}`,
  },
  {
    name: 'one of two approved',
    facts: two,
    parameters: { approved: [`${guardDuty}=${account}`] },
    verdict: 'FAIL',
    reason: `not among the approved: ${stackSets}=${account}`,
  },
  {
    name: 'approved for another account',
    facts: { delegatedAdministrators: [{ account, services: [guardDuty] }] },
    parameters: { approved: [`${guardDuty}=444455556666`] },
    verdict: 'FAIL',
    reason: `${guardDuty}=${account}`,
  },
  {
    name: 'both approved',
    facts: two,
    parameters: { approved: [`${stackSets}=${account}`, `${guardDuty}=${account}`] },
    verdict: 'PASS',
    reason: `approved: ${guardDuty}=${account}, ${stackSets}=${account}`,
  },
]);
