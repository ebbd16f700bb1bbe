import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DEPLOYMENT_VARIABLES } from '../adapters/deployment.ts';
import { TABLE } from '../adapters/dynamodb.ts';

/** How long objects cannot be deleted, and after how long they move to colder storage. */
export interface RecordProps {
  readonly retentionDays: number;
}

/** Evidence is read most in the period it belongs to and the year after. */
const COLDER_AFTER = Duration.days(90);

/** What Vouch keeps: the table of state and history, the write-once bucket, the signing key, the event bus. */
export class Record extends Construct {
  readonly table: Table;
  readonly bucket: Bucket;
  readonly signingKey: Key;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { retentionDays }: RecordProps) {
    super(scope, id);
    // Access logs are let in by the bucket's policy: ACLs stay off. An older way is the default otherwise.
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    const dataKey = new Key(this, 'DataKey', {
      description: 'Encrypts what Vouch keeps',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    this.table = new Table(this, 'Table', {
      partitionKey: { name: TABLE.key.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.key.sk, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      stream: StreamViewType.NEW_IMAGE,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: dataKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: TABLE.index.name,
      partitionKey: { name: TABLE.index.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.index.sk, type: AttributeType.STRING },
    });

    const logs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = new Bucket(this, 'Evidence', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(retentionDays)),
      encryption: BucketEncryption.KMS,
      encryptionKey: dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: logs as IBucket,
      lifecycleRules: [
        {
          transitions: [
            { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: COLDER_AFTER },
          ],
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });

    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Signs seals and evidence bundles of Vouch',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bus = new EventBus(this, 'Events', {
      description: 'What Vouch announces: sealed and missed runs, blind spots',
    });

    const names = {
      table: this.table.tableName,
      bucket: this.bucket.bucketName,
      signingKey: this.signingKey.keyArn,
      bus: this.bus.eventBusName,
    };
    for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES)) {
      new CfnOutput(this, variable.replaceAll('_', ''), {
        value: names[name as keyof typeof names],
        description: `Set ${variable} to this for "vouch evidence"`,
      });
    }
  }
}
