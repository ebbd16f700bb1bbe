import {
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  type Parameter,
  RDSClient,
} from '@aws-sdk/client-rds';
import { beforeEach, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { collectAll } from '../../test/support/collect.ts';
import { dbCluster, dbInstance } from './rds.ts';

const rds = mockClient(RDSClient);
const INSTANCE = 'arn:aws:rds:eu-west-1:111122223333:db:shop';
const CLUSTER = 'arn:aws:rds:eu-west-1:111122223333:cluster:orders';
const seen = (value: unknown) => ({ seen: true, value });
const filter = (parameter: string) => ({ Filters: [{ Name: 'parameter-name', Values: [parameter] }] });

beforeEach(() => {
  rds.reset();
});

async function tlsOfInstance(Engine: string, ParameterApplyStatus = 'in-sync') {
  rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        DBInstanceArn: INSTANCE,
        Engine,
        DBParameterGroups: [{ DBParameterGroupName: 'group', ParameterApplyStatus }],
      },
    ],
  });
  return (await collectAll(dbInstance, { facts: ['tls'] }))[INSTANCE]?.tls;
}

async function tlsOfCluster(Engine: string, statuses: readonly string[] = []) {
  rds.on(DescribeDBClustersCommand).resolves({
    DBClusters: [
      {
        DBClusterArn: CLUSTER,
        Engine,
        DBClusterParameterGroup: 'group',
        DBClusterMembers: statuses.map((DBClusterParameterGroupStatus) => ({
          DBClusterParameterGroupStatus,
        })),
      },
    ],
  });
  return (await collectAll(dbCluster, { facts: ['tls'] }))[CLUSTER]?.tls;
}

test.each([
  ['postgres', 'rds.force_ssl'],
  ['sqlserver-se', 'rds.force_ssl'],
  ['mysql', 'require_secure_transport'],
  ['mariadb', 'require_secure_transport'],
])('%s requires TLS by %s', async (engine, parameter) => {
  rds
    .on(DescribeDBParametersCommand, { DBParameterGroupName: 'group', ...filter(parameter) })
    .resolves({ Parameters: [{ ParameterName: parameter, ParameterValue: '1' }] });
  expect(await tlsOfInstance(engine)).toEqual(
    seen({ group: 'group', parameter, value: '1', inEffect: true }),
  );
});

test.each([
  ['aurora-postgresql', 'rds.force_ssl'],
  ['aurora-mysql', 'require_secure_transport'],
])('clusters of %s require TLS by %s', async (engine, parameter) => {
  rds
    .on(DescribeDBClusterParametersCommand, { DBClusterParameterGroupName: 'group', ...filter(parameter) })
    .resolves({ Parameters: [{ ParameterName: parameter, ParameterValue: 'OFF' }] });
  expect(await tlsOfCluster(engine)).toEqual(
    seen({ group: 'group', parameter, value: 'OFF', inEffect: true }),
  );
});

test.each(['oracle-ee', 'db2-se', 'custom-sqlserver-se'])('%s has no such parameter', async (engine) => {
  expect(await tlsOfInstance(engine)).toEqual(seen(null));
  expect(await tlsOfCluster(engine)).toEqual(seen(null));
  expect(rds.commandCalls(DescribeDBParametersCommand)).toEqual([]);
  expect(rds.commandCalls(DescribeDBClusterParametersCommand)).toEqual([]);
});

test.each<[string, readonly Parameter[]]>([
  ['is not known', []],
  ['is not set', [{ ParameterName: 'rds.force_ssl' }]],
  ['is not the one that was found', [{ ParameterName: 'ssl', ParameterValue: '1' }]],
])('a parameter that %s has no value', async (_, Parameters) => {
  rds.on(DescribeDBParametersCommand).resolves({ Parameters: [...Parameters] });
  expect(await tlsOfInstance('postgres')).toMatchObject(seen({ value: null }));
});

test.each([
  ['static', 'pending-reboot', false],
  ['static', 'in-sync', true],
  ['dynamic', 'pending-reboot', true],
])('a %s parameter of a group that is %s: in effect %s', async (ApplyType, status, inEffect) => {
  const Parameters = ['rds.force_ssl', 'require_secure_transport'].map((ParameterName) => ({
    ParameterName,
    ParameterValue: '1',
    ApplyType,
  }));
  rds.on(DescribeDBParametersCommand).resolves({ Parameters });
  rds.on(DescribeDBClusterParametersCommand).resolves({ Parameters });
  expect(await tlsOfInstance('sqlserver-ee', status)).toMatchObject(seen({ inEffect }));
  expect(await tlsOfCluster('aurora-mysql', ['in-sync', status])).toMatchObject(seen({ inEffect }));
});

test('parameters of every page; a refusal is no answer', async () => {
  rds.on(DescribeDBParametersCommand).resolves({ Parameters: [], Marker: 'more' });
  rds
    .on(DescribeDBParametersCommand, { Marker: 'more' })
    .resolves({ Parameters: [{ ParameterName: 'rds.force_ssl', ParameterValue: '0' }] });
  expect(await tlsOfInstance('postgres')).toMatchObject(seen({ value: '0' }));
  rds.on(DescribeDBParametersCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  expect(await tlsOfInstance('postgres')).toMatchObject({
    unseen: { kind: 'denied', action: 'rds:DescribeDBParameters' },
  });
});
