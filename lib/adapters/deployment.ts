import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Announcer, Evidence, Signer, Store } from '../domain/ports.ts';
import { ownSide } from './clients.ts';
import { dynamoStore, TABLE } from './dynamodb.ts';
import { eventBridgeAnnouncer } from './eventbridge.ts';
import { kmsSigner } from './kms.ts';
import { s3Evidence } from './s3.ts';

/** The names of a deployment's own resources. */
export interface DeploymentNames {
  readonly table: string;
  readonly bucket: string;
  readonly signingKey: string;
  readonly bus: string;
}

/** A deployment's own resources, behind ports. */
export interface Deployment {
  readonly store: Store;
  readonly evidence: Evidence;
  readonly signer: Signer;
  readonly announcer: Announcer;
}

/** The environment variables that name a deployment, as the Lambdas and the command line read them. */
export const DEPLOYMENT_VARIABLES: Readonly<Record<keyof DeploymentNames, string>> = {
  table: 'VOUCH_TABLE',
  bucket: 'VOUCH_BUCKET',
  signingKey: 'VOUCH_SIGNING_KEY',
  bus: 'VOUCH_EVENT_BUS',
};

/** @throws Error naming the variables that are not set */
export function deploymentNames(environment: NodeJS.ProcessEnv = process.env): DeploymentNames {
  const entries = Object.entries(DEPLOYMENT_VARIABLES).map(
    ([name, variable]) => [name, environment[variable]] as const,
  );
  const missing = entries
    .filter(([, value]) => !value)
    .map(([name]) => DEPLOYMENT_VARIABLES[name as keyof DeploymentNames]);
  if (missing.length > 0) {
    throw new Error(`${missing.join(', ')} must be set: the outputs of the deployed stack have these names`);
  }
  return Object.fromEntries(entries) as unknown as DeploymentNames;
}

/** Connects to a deployment with today's credentials. */
export function connect(names: DeploymentNames): Deployment {
  return {
    store: dynamoStore(new DynamoDBClient(ownSide()), names.table),
    evidence: s3Evidence(new S3Client(ownSide()), names.bucket),
    signer: kmsSigner(new KMSClient(ownSide()), names.signingKey),
    announcer: eventBridgeAnnouncer(new EventBridgeClient(ownSide()), names.bus),
  };
}

/**
 * Makes the resources of a deployment without CloudFormation, for the demo and for tests against an emulator.
 * @returns the names to connect to
 */
export async function createResources(prefix: string): Promise<DeploymentNames> {
  const names = { table: `${prefix}-record`, bucket: `${prefix}-evidence`, bus: `${prefix}-events` };
  const dynamodb = new DynamoDBClient(ownSide());
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const keys = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: names.table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [TABLE.key.pk, TABLE.key.sk, TABLE.index.pk, TABLE.index.sk].map(attribute),
      KeySchema: keys(TABLE.key.pk, TABLE.key.sk),
      GlobalSecondaryIndexes: [
        {
          IndexName: TABLE.index.name,
          KeySchema: keys(TABLE.index.pk, TABLE.index.sk),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60 }, { TableName: names.table });
  await new S3Client(ownSide()).send(
    new CreateBucketCommand({ Bucket: names.bucket, ObjectLockEnabledForBucket: true }),
  );
  await new EventBridgeClient(ownSide()).send(new CreateEventBusCommand({ Name: names.bus }));
  const { KeyMetadata } = await new KMSClient(ownSide()).send(
    new CreateKeyCommand({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      Description: 'Vouch evidence',
    }),
  );
  if (!KeyMetadata?.Arn) throw new Error('KMS returned no key');
  return { ...names, signingKey: KeyMetadata.Arn };
}
