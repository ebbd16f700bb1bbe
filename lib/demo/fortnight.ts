import { CloudTrailClient, StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { DeactivateMFADeviceCommand, DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { DeleteQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DemoOrganization } from './organization.ts';
import type { FaultRule } from './proxy.ts';
import { enableMfa, mfaSerial } from './resources.ts';
import { PERIOD } from './site.ts';

/** What happened before a day's scan. */
interface DayEvent {
  readonly what: string;
  readonly change?: (organization: DemoOrganization) => unknown;
  /** After the scan, somebody reviews who can enter. */
  readonly review?: true;
  /** Nobody scans on this day. */
  readonly missed?: true;
  /** On this day alone these requests are denied. */
  readonly denied?: (organization: DemoOrganization) => FaultRule['match'];
}

const setPublic =
  (PubliclyAccessible: boolean) =>
  ({ sites }: DemoOrganization): unknown =>
    sites.shop.client(RDSClient).send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: 'shop',
        PubliclyAccessible,
        ApplyImmediately: true,
      }),
    );

/** What happens in the fortnight, by day of the month. */
const EVENTS: Readonly<Record<number, DayEvent>> = {
  3: {
    what: "payments: the account's trail is stopped",
    change: ({ sites }) =>
      sites.payments.client(CloudTrailClient).send(new StopLoggingCommand({ Name: 'account-trail' })),
  },
  4: {
    what: 'shop: ada loses her MFA device',
    change: ({ sites }) =>
      sites.shop
        .client(IAMClient)
        .send(
          new DeactivateMFADeviceCommand({ UserName: 'ada', SerialNumber: mfaSerial(sites.shop, 'ada') }),
        ),
  },
  5: {
    what: 'payments: the trail is started again',
    change: ({ sites }) =>
      sites.payments.client(CloudTrailClient).send(new StartLoggingCommand({ Name: 'account-trail' })),
  },
  6: { what: 'shop: the database is made public', change: setPublic(true) },
  7: { what: 'nobody scans', missed: true },
  8: { what: 'shop: the database is private again', change: setPublic(false), review: true },
  9: {
    what: 'shop: ada has an MFA device again',
    change: ({ sites }) => enableMfa(sites.shop, 'ada'),
  },
  10: {
    what: 'payments: the backup plan keeps 7 days instead of 35',
    change: ({ sites, retentions }) => retentions.set(sites.payments.account, 7),
  },
  11: {
    what: 'analytics: a guardrail denies iam:ListMFADevices and more of IAM, for a day',
    denied:
      ({ sites }) =>
      ({ service, account }) =>
        service === 'iam' && account === sites.analytics.account,
  },
  12: {
    what: 'sandbox: the queue "scratch" is deleted',
    change: async ({ sites }) => {
      const sqs = sites.sandbox.client(SQSClient);
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'scratch' }));
      return sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  },
  13: {
    what: 'build: the role "deploy" is deleted, as the review decided; the intern of sandbox is forgotten',
    change: ({ sites }) => sites.build.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'deploy' })),
  },
};

/** A day of the demo: when it is scanned, and what happened before. */
export interface DemoDay extends Partial<DayEvent> {
  readonly at: Date;
}

/** Every day of the period, at six in the morning. */
export const DAYS: readonly DemoDay[] = Array.from({ length: 14 }, (_, index) => ({
  at: new Date(Date.parse(PERIOD.from) + index * 86_400_000 + 6 * 3_600_000),
  ...EVENTS[index + 1],
}));
