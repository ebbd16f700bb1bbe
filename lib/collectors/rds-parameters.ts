import {
  type DBCluster,
  type DBInstance,
  type Parameter,
  paginateDescribeDBClusterParameters,
  paginateDescribeDBParameters,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { DbTls } from '../domain/facts/rds.ts';
import type { Listed } from '../domain/observed.ts';
import { type FactReader, required } from './collector.ts';
import { paged } from './operation.ts';

const describeDbParameters = paged(
  'rds:DescribeDBParameters',
  RDSClient,
  paginateDescribeDBParameters,
  (page) => page.Parameters,
);
const describeDbClusterParameters = paged(
  'rds:DescribeDBClusterParameters',
  RDSClient,
  paginateDescribeDBClusterParameters,
  (page) => page.Parameters,
);

/**
 * The parameters by which engines require TLS; Oracle and Db2 do it by other means.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
const TLS_PARAMETERS = [
  { engines: /^(?:postgres|aurora-postgresql|sqlserver)/, parameter: 'rds.force_ssl' },
  { engines: /^(?:mysql|mariadb|aurora-mysql)/, parameter: 'require_secure_transport' },
];

const tlsParameterOf = (engine: string | undefined): string | undefined =>
  TLS_PARAMETERS.find(({ engines }) => engines.test(required(engine, 'Engine')))?.parameter;

const named = (parameter: string) => ({ Filters: [{ Name: 'parameter-name', Values: [parameter] }] });

/** @param statuses of the parameter group on the machines that use it */
function tlsBy(
  parameter: string,
  group: string,
  found: readonly Parameter[],
  statuses: readonly string[],
): DbTls {
  // Emulators, and Regions that do not filter yet, answer with all parameters.
  const setting = found.find(({ ParameterName }) => ParameterName === parameter);
  const waits = setting?.ApplyType === 'static' && statuses.some((status) => status !== 'in-sync');
  return { group, parameter, value: setting?.ParameterValue ?? null, inEffect: !waits };
}

/** Whether an instance requires TLS; of a member of a cluster its cluster tells. One request a parameter group in use. */
export const instanceTls: FactReader<Listed & { readonly instance: DBInstance }, DbTls | null> = {
  uses: [describeDbParameters],
  read: async (aws, { instance: { Engine, DBParameterGroups, DBClusterIdentifier } }) => {
    const parameter = tlsParameterOf(Engine);
    if (!parameter || DBClusterIdentifier) return null;
    const { DBParameterGroupName, ParameterApplyStatus } = required(
      DBParameterGroups?.[0],
      'DBParameterGroups',
    );
    const group = required(DBParameterGroupName, 'DBParameterGroupName');
    const found = await aws(describeDbParameters, { DBParameterGroupName: group, ...named(parameter) });
    return tlsBy(parameter, group, found, [required(ParameterApplyStatus, 'ParameterApplyStatus')]);
  },
};

/** Whether a cluster requires TLS. One request a parameter group in use. */
export const clusterTls: FactReader<Listed & { readonly cluster: DBCluster }, DbTls | null> = {
  uses: [describeDbClusterParameters],
  read: async (aws, { cluster: { Engine, DBClusterParameterGroup, DBClusterMembers = [] } }) => {
    const parameter = tlsParameterOf(Engine);
    if (!parameter) return null;
    const group = required(DBClusterParameterGroup, 'DBClusterParameterGroup');
    const found = await aws(describeDbClusterParameters, {
      DBClusterParameterGroupName: group,
      ...named(parameter),
    });
    const statuses = DBClusterMembers.map(({ DBClusterParameterGroupStatus }) =>
      required(DBClusterParameterGroupStatus, 'DBClusterParameterGroupStatus'),
    );
    return tlsBy(parameter, group, found, statuses);
  },
};
