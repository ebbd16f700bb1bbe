import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
import type { Construct } from 'constructs';
import type { Scope } from '#lib/domain/scope.ts';
import { DEPLOYMENT_VARIABLES, type DeploymentNames } from '../adapters/deployment.ts';
import { TABLE } from '../adapters/dynamodb.ts';
import { breakGlassOnly, servicesMayEncrypt, signersOnly } from './key-policies.ts';

/** What the record's stack needs to know. */
export interface RecordProps extends StackProps {
  /** Name of the deployment. */
  readonly deployment: string;
  readonly evidence: Scope['evidence'];
  /** The one role that may delete keys and lift the lock of evidence; without it, nobody may. */
  readonly breakGlassRole: string | undefined;
}

/** Evidence is read most in the period it belongs to and the year after. */
const COLDER_AFTER = Duration.days(90);
/** Announcements can be sent again for as long as an observation period and its audit usually last. */
const ARCHIVED = Duration.days(550);

/**
 * What Vouch keeps: the table of state and history, the write-once bucket, the keys, the event bus. A stack of its
 * own with termination protection, so that everything else can be removed and deployed again around it.
 */
export class RecordStack extends Stack {
  readonly dataKey: Key;
  readonly table: Table;
  readonly bucket: Bucket;
  readonly accessLogs: Bucket;
  readonly signingKey: Key;
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, { deployment, evidence, breakGlassRole, ...props }: RecordProps) {
    super(scope, id, {
      description: 'Vouch: the record of SOC 2 evidence. Deleting this stack keeps what it holds.',
      ...props,
      terminationProtection: true,
    });
    // Access logs are let in by the bucket's policy: ACLs stay off. An older way is the default otherwise.
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
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
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = this.writeOnce(evidence);
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LockIsLiftedByBreakGlassOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:BypassGovernanceRetention'],
        resources: [this.bucket.arnForObjects('*')],
        ...(breakGlassRole && { conditions: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRole } } }),
      }),
    );

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

  private writeOnce({ retentionDays, mode }: Scope['evidence']): Bucket {
    const retention = Duration.days(retentionDays);
    if (mode === 'COMPLIANCE') {
      Annotations.of(this).addWarningV2(
        'vouch:compliance-cannot-be-undone',
        `evidence.mode is COMPLIANCE: for ${retentionDays} days nobody, neither the root user nor AWS, can delete what is written, and you pay for its storage. This cannot be undone.`,
      );
    }
    return new Bucket(this, 'Evidence', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        mode === 'COMPLIANCE'
          ? ObjectLockRetention.compliance(retention)
          : ObjectLockRetention.governance(retention),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: this.accessLogs as IBucket,
      serverAccessLogsPrefix: 'evidence/',
      lifecycleRules: [
        {
          transitions: [
            { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: COLDER_AFTER },
          ],
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
