import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './declarative-policy-ec2-baseline.ts';

const ec2Policy = {
  'image_block_public_access.state': 'block_new_sharing',
  'instance_metadata_defaults.http_tokens': 'required',
  'serial_console_access.status': 'disabled',
  'snapshot_block_public_access.state': 'block_all_sharing',
};
const changed = (change: Record<string, string>) => ({ ec2Policy: { ...ec2Policy, ...change } });
const { 'serial_console_access.status': _, ...withoutConsole } = ec2Policy;

ruleTable(rule, { ec2Policy }, [
  { name: 'no policy', facts: { ec2Policy: null }, verdict: 'FAIL', reason: 'no declarative policy' },
  {
    name: 'shared snapshots stay shared',
    facts: changed({ 'snapshot_block_public_access.state': 'block_new_sharing' }),
    verdict: 'PASS',
    reason: 'snapshot_block_public_access.state is block_new_sharing',
  },
  {
    name: 'two loose settings',
    facts: changed({
      'image_block_public_access.state': 'unblocked',
      'instance_metadata_defaults.http_tokens': 'optional',
    }),
    verdict: 'FAIL',
    reason:
      /^image_block_public_access.state is unblocked, instance_metadata_defaults.http_tokens is optional$/,
  },
  {
    name: 'a setting that is left to the account',
    facts: { ec2Policy: withoutConsole },
    verdict: 'FAIL',
    reason: /^serial_console_access.status is not set$/,
  },
  {
    name: 'the same, for a company that does not ask for it',
    facts: { ec2Policy: withoutConsole },
    parameters: { settings: ['image_block_public_access.state'] },
    verdict: 'PASS',
    reason: /^image_block_public_access.state is block_new_sharing$/,
  },
]);
