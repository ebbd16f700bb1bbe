import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { DEPLOYMENT_VARIABLES, type DeploymentNames } from '../adapters/deployment.ts';
import { TABLE } from '../adapters/dynamodb.ts';
import { accessLogBucket, type EvidenceProps, evidenceBucket } from './evidence.ts';
import { breakGlassOnly, servicesMayEncrypt, signersOnly } from './key-policies.ts';
import { archiveBucketName } from './names.ts';

/** What the record's stack needs to know. */
export interface RecordProps extends StackProps, Pick<EvidenceProps, 'evidence' | 'breakGlassRole'> {
  /** Name of the deployment. */
  readonly deployment: string;
  /** Account of the evidence bucket, when it is not this one. */
  readonly archiveAccount: string | undefined;
}

/** Announcements can be sent again for as long as an observation period and its audit usually last. */
const ARCHIVED = Duration.days(550);

/**
 * What Vouch keeps: the table of state and history, the write-once bucket (unless an archive account has it), the keys,
 * the event bus. A stack of its own with termination protection, so that everything else can be removed and deployed
 * again around it.
 */
export class RecordStack extends Stack {
  readonly dataKey: Key;
  readonly table: Table;
  readonly bucket: IBucket;
  /** ARN of the key of the evidence: in an archive account a pattern, which a condition on its use must narrow. */
  readonly evidenceKey: string;
  readonly archiveAccount: string | undefined;
  readonly accessLogs: Bucket;
  readonly signingKey: Key;
  readonly bus: EventBus;

  constructor(
    scope: Construct,
    id: string,
    { deployment, evidence, breakGlassRole, archiveAccount, ...props }: RecordProps,
  ) {
    super(scope, id, {
      description: 'Vouch: the record of SOC 2 evidence. Deleting this stack keeps what it holds.',
      ...props,
      terminationProtection: true,
    });
    this.dataKey = new Key(this, 'DataKey', {
      description: 'Encrypts what Vouch keeps',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Signs seals and evidence bundles of Vouch',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const statement of servicesMayEncrypt(this, deployment)) this.dataKey.addToResourcePolicy(statement);
    this.signingKey.addToResourcePolicy(signersOnly(this, deployment));
    for (const key of [this.dataKey, this.signingKey])
      key.addToResourcePolicy(breakGlassOnly(breakGlassRole));

    this.table = this.stateAndHistory();
    this.accessLogs = accessLogBucket(this);
    this.archiveAccount = archiveAccount;
    if (archiveAccount === undefined) {
      const { dataKey: encryptionKey, accessLogs } = this;
      this.bucket = evidenceBucket(this, {
        evidence,
        encryptionKey,
        accessLogs,
        breakGlassRole,
      }) as IBucket;
      this.evidenceKey = encryptionKey.keyArn;
    } else {
      const name = archiveBucketName(deployment, archiveAccount, this.region);
      this.bucket = Bucket.fromBucketName(this, 'Archive', name);
      this.evidenceKey = this.formatArn({
        service: 'kms',
        account: archiveAccount,
        resource: 'key',
        resourceName: '*',
      });
    }

    this.bus = new EventBus(this, 'Events', { eventBusName: deployment });
    this.bus.archive('Archive', { eventPattern: { source: ['vouch'] }, retention: ARCHIVED });

    for (const [name, variable] of Object.entries(DEPLOYMENT_VARIABLES)) {
      new CfnOutput(this, variable.replaceAll('_', ''), {
        value: this.names[name as keyof DeploymentNames],
        description: `${variable} of this deployment`,
      });
    }
  }

  /** The record's resources, as functions and command line name them. */
  get names(): DeploymentNames {
    return {
      table: this.table.tableName,
      bucket: this.bucket.bucketName,
      signingKey: this.signingKey.keyArn,
      bus: this.bus.eventBusName,
    };
  }

  /** The ARN of the table's stream. */
  get stream(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error('the table has no stream');
    return tableStreamArn;
  }

  private stateAndHistory(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: TABLE.key.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.key.sk, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      stream: StreamViewType.NEW_IMAGE,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.dataKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName: TABLE.index.name,
      partitionKey: { name: TABLE.index.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.index.sk, type: AttributeType.STRING },
    });
    return table;
  }
}
