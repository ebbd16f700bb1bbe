import { defineCollector, type Reader } from './collector.ts';
import { fromEffectivePolicy } from './effective-policy.ts';

interface EffectiveBackupPolicy {
  readonly plans?: Readonly<Record<string, unknown>>;
}

/** The account, as far as backup policies of its Organization reach it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'organizations',
    where: 'global',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    organizationPlans: fromEffectivePolicy('BACKUP_POLICY', (content) =>
      content === null ? [] : Object.keys((JSON.parse(content) as EffectiveBackupPolicy).plans ?? {}).sort(),
    ),
  },
);
