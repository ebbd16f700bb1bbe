import { defineCollector, from, type Reader, required } from './collector.ts';
import { describeEffectivePolicy } from './effective-policy.ts';

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
    // What is in effect rather than what is attached: AWS itself has put inherited policies together.
    organizationPlans: from(
      describeEffectivePolicy,
      () => ({ PolicyType: 'BACKUP_POLICY' as const }),
      (reply) => {
        if (reply === null) return [];
        const content = required(reply.EffectivePolicy?.PolicyContent, 'PolicyContent');
        return Object.keys((JSON.parse(content) as EffectiveBackupPolicy).plans ?? {}).sort();
      },
    ),
  },
);
