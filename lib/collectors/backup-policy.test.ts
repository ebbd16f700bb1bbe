import { DescribeEffectivePolicyCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { account } from './backup-policy.ts';

const organizations = mockClient(OrganizationsClient);
const named = (name: string) => Object.assign(new Error('no'), { name });

const plans = async (policyTypes: readonly string[] | null = null) =>
  (await collectAll(account, { region: 'aws-global', surroundings: { policyTypes } }))[
    'arn:aws:iam::111122223333:root'
  ]?.organizationPlans;
const inEffect = (PolicyContent: string) =>
  organizations
    .on(DescribeEffectivePolicyCommand, { PolicyType: 'BACKUP_POLICY' })
    .resolves({ EffectivePolicy: { PolicyContent } });

beforeEach(() => {
  organizations.reset();
});

test('the plans of the policy in effect, by name', async () => {
  inEffect(JSON.stringify({ plans: { weekly: { rules: {} }, daily: { rules: {} } } }));
  expect(await plans()).toEqual({ seen: true, value: ['daily', 'weekly'] });
  inEffect('{}');
  expect(await plans()).toEqual({ seen: true, value: [] });
});

test.each(['EffectivePolicyNotFoundException', 'AWSOrganizationsNotInUseException'])(
  'with %s there are none',
  async (name) => {
    organizations.on(DescribeEffectivePolicyCommand).rejects(named(name));
    expect(await plans()).toEqual({ seen: true, value: [] });
  },
);

test('where policies of the type are not enabled there are none, and nothing is asked', async () => {
  expect(await plans(['SERVICE_CONTROL_POLICY'])).toEqual({ seen: true, value: [] });
  expect(organizations.commandCalls(DescribeEffectivePolicyCommand)).toHaveLength(0);
  inEffect(JSON.stringify({ plans: { daily: { rules: {} } } }));
  expect(await plans(['BACKUP_POLICY', 'SERVICE_CONTROL_POLICY'])).toEqual({ seen: true, value: ['daily'] });
});

test('what is refused or not a policy is unseen', async () => {
  organizations.on(DescribeEffectivePolicyCommand).rejects(named('AccessDeniedException'));
  expect(await plans()).toMatchObject({
    unseen: { kind: 'denied', action: 'organizations:DescribeEffectivePolicy' },
  });
  for (const content of ['null', '{']) {
    inEffect(content);
    expect(await plans()).toMatchObject({ unseen: { kind: 'failed' } });
  }
  organizations.on(DescribeEffectivePolicyCommand).resolves({});
  expect(await plans()).toMatchObject({ unseen: { kind: 'failed' } });
});
