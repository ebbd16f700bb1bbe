import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ownSide } from './clients.ts';
import type { DeploymentNames } from './deployment.ts';
import { TABLE } from './dynamodb.ts';

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
