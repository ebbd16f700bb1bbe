import {
  BackupClient,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup';
import {
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
  type Volume,
} from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { volume } from './ec2.ts';

const ec2 = mockClient(EC2Client);
const backup = mockClient(BackupClient);
const ARN = 'arn:aws:ec2:eu-west-1:111122223333:';
const seen = (value: unknown) => ({ seen: true, value });
const daysAgo = (days: number) => new Date(Date.parse('2026-11-01T05:00:00Z') - days * 86_400_000);
const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedOperation' });

const FACTS = ['ageDays', 'tags', 'attachedTo', 'replacedBy', 'newestSnapshot', 'awsBackup'];
const attached = (InstanceId: string, DeleteOnTermination: boolean): Volume => ({
  Attachments: [{ InstanceId, State: 'attached', DeleteOnTermination }],
});

/** Reads one volume, made ten days ago. */
async function read(differs: Volume = {}) {
  const Volumes = [{ VolumeId: 'vol-1', CreateTime: daysAgo(10), ...differs }];
  ec2.on(DescribeVolumesCommand).resolves({ Volumes });
  return (await collectAll(volume, { facts: FACTS }))[`${ARN}volume/vol-1`];
}

beforeEach(() => {
  ec2.reset();
  backup.reset();
  ec2
    .on(DescribeSnapshotsCommand)
    .resolves({ Snapshots: [] })
    .on(DescribeInstancesCommand)
    .resolves({ Reservations: [] });
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'one' }] })
    .on(ListRecoveryPointsByBackupVaultCommand)
    .resolves({ RecoveryPoints: [] })
    .on(ListBackupPlansCommand)
    .resolves({ BackupPlansList: [] });
});

test('a volume in no use, without any backup', async () => {
  expect(await read({ Tags: [{ Key: 'stage', Value: 'test' }] })).toEqual({
    ageDays: seen(10),
    tags: seen({ stage: 'test' }),
    attachedTo: seen(null),
    replacedBy: seen(null),
    newestSnapshot: seen(null),
    awsBackup: seen({ newest: null, plans: [] }),
  });
  expect(await read({ Attachments: [{ InstanceId: 'i-1', State: 'detached' }] })).toMatchObject({
    attachedTo: seen(null),
  });
});

test('the newest complete snapshot of any page counts, with its maker', async () => {
  const snapshot = { VolumeId: 'vol-1', State: 'completed' as const };
  const newest = async (...keys: readonly string[]) => {
    const Tags = keys.map((Key) => ({ Key, Value: '1' }));
    ec2
      .on(DescribeSnapshotsCommand)
      .resolves({ Snapshots: [{ ...snapshot, StartTime: daysAgo(4) }], NextToken: 'more' })
      .on(DescribeSnapshotsCommand, { NextToken: 'more' })
      .resolves({
        Snapshots: [
          { ...snapshot, StartTime: daysAgo(3), Tags },
          { ...snapshot, StartTime: daysAgo(5) },
          { ...snapshot, StartTime: daysAgo(0), State: 'pending' },
          { ...snapshot, StartTime: daysAgo(0), VolumeId: 'vol-ffffffff' },
        ],
      });
    return (await read())?.newestSnapshot;
  };
  expect(await newest()).toEqual(seen({ ageDays: 3, by: 'another maker' }));
  expect(await newest('aws:dlm:lifecycle-policy-id')).toMatchObject({
    value: { by: 'Data Lifecycle Manager' },
  });
  expect(await newest('aws:backup:source-resource')).toMatchObject({ value: { by: 'AWS Backup' } });
});

test('a volume that ends with an instance is replaced where something makes such instances', async () => {
  const replaced = async (key: string, DeleteOnTermination = true) => {
    const Instances = [{ InstanceId: 'i-1', Tags: [{ Key: key, Value: 'web' }] }];
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances }] });
    return (await read(attached('i-1', DeleteOnTermination)))?.replacedBy;
  };
  expect(await replaced('aws:autoscaling:groupName')).toEqual(seen('the Auto Scaling group web'));
  expect(await replaced('aws:elasticmapreduce:job-flow-id')).toEqual(seen('the EMR cluster web'));
  expect(await replaced('karpenter.sh/nodepool')).toEqual(seen('the Karpenter node pool web'));
  expect(await replaced('Name')).toEqual(seen(null));
  expect(await replaced('aws:autoscaling:groupName', false)).toEqual(seen(null));
  expect(await read(attached('i-gone', true))).toMatchObject({
    attachedTo: seen('i-gone'),
    replacedBy: seen(null),
  });
});

test('a backup of its instance is one of the volume', async () => {
  ec2
    .on(DescribeInstancesCommand)
    .resolves({ Reservations: [{ Instances: [{ InstanceId: 'i-1', Tags: [] }] }] });
  backup.on(ListRecoveryPointsByBackupVaultCommand).resolves({
    RecoveryPoints: [
      {
        ResourceArn: `${ARN}instance/i-1`,
        RecoveryPointArn: 'arn:aws:ec2:eu-west-1::image/ami-1',
        CreationDate: daysAgo(1),
        IsEncrypted: true,
        Status: 'COMPLETED',
      },
    ],
  });
  expect(await read(attached('i-1', true))).toMatchObject({
    awsBackup: seen({ newest: { ageDays: 1, continuous: false, vault: 'one' }, plans: [] }),
  });
  expect(await read()).toMatchObject({ awsBackup: seen({ newest: null, plans: [] }) });
});

test('what is refused is unseen', async () => {
  ec2.on(DescribeSnapshotsCommand).rejects(refusal).on(DescribeInstancesCommand).rejects(refusal);
  const instances = { unseen: { kind: 'denied', action: 'ec2:DescribeInstances' } };
  expect(await read(attached('i-1', true))).toMatchObject({
    newestSnapshot: { unseen: { kind: 'denied', action: 'ec2:DescribeSnapshots' } },
    replacedBy: instances,
    awsBackup: instances,
  });
});
