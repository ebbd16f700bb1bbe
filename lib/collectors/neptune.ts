import { defineCollector, listed, required } from './collector.ts';
import { clustersOf, encrypted } from './rds-clusters.ts';

/** Every database cluster of Neptune in the Region; RDS answers for them. */
export const dbCluster = defineCollector(
  {
    type: 'AWS::Neptune::DBCluster',
    service: 'rds',
    where: 'region',
    list: clustersOf((engine) => engine === 'neptune'),
  },
  {
    storageEncrypted: listed(({ cluster }) => encrypted(cluster)),
    backupRetentionDays: listed(({ cluster }) =>
      required(cluster.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    ),
    copiesTagsToSnapshots: listed(({ cluster }) =>
      required(cluster.CopyTagsToSnapshot, 'CopyTagsToSnapshot'),
    ),
  },
);
