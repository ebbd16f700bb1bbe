import { DLMClient, GetLifecyclePoliciesCommand } from '@aws-sdk/client-dlm';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { lifecyclePolicy } from './dlm.ts';

const dlm = mockClient(DLMClient);
const ARN = 'arn:aws:dlm:eu-west-1:111122223333:policy/';
const seen = (value: unknown) => ({ seen: true, value });

beforeEach(() => {
  dlm.reset();
});

test('policies with their state', async () => {
  dlm.on(GetLifecyclePoliciesCommand).resolves({
    Policies: [
      {
        PolicyId: 'policy-1',
        State: 'ENABLED',
        Description: 'nightly',
        PolicyType: 'EBS_SNAPSHOT_MANAGEMENT',
      },
      { PolicyId: 'policy-2', State: 'ERROR' },
      { PolicyId: 'policy-3' },
    ],
  });
  expect(await collectAll(lifecyclePolicy)).toEqual({
    [`${ARN}policy-1`]: { description: seen('nightly'), state: seen('ENABLED') },
    [`${ARN}policy-2`]: { description: seen(''), state: seen('ERROR') },
    [`${ARN}policy-3`]: {
      description: seen(''),
      state: expect.objectContaining({ unseen: expect.objectContaining({ kind: 'failed' }) }),
    },
  });
});

test('an empty list is one, and a reply without a list, or a refusal, is none', async () => {
  dlm.on(GetLifecyclePoliciesCommand).resolves({ Policies: [] });
  expect(await collectAll(lifecyclePolicy)).toEqual({});
  dlm.on(GetLifecyclePoliciesCommand).resolves({});
  await expect(collectAll(lifecyclePolicy)).rejects.toMatchObject({ unseen: { kind: 'failed' } });
  dlm
    .on(GetLifecyclePoliciesCommand)
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  await expect(collectAll(lifecyclePolicy)).rejects.toMatchObject({
    unseen: { kind: 'denied', action: 'dlm:GetLifecyclePolicies' },
  });
});
