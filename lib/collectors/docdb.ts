import { defineCollector, listed, required } from './collector.ts';
import { clustersOf, encrypted } from './rds-clusters.ts';

/** Every instance-based cluster of DocumentDB in the Region; RDS answers for them. */
export const dbCluster = defineCollector(
  {
    type: 'AWS::DocDB::DBCluster',
    service: 'rds',
    where: 'region',
    list: clustersOf((engine) => engine === 'docdb'),
  },
  {
    storageEncrypted: listed(({ cluster }) => encrypted(cluster)),
    backupRetentionDays: listed(({ cluster }) =>
      required(cluster.BackupRetentionPeriod, 'BackupRetentionPeriod'),
    ),
  },
);
