import {
  type IStackSynthesizer,
  LegacyStackSynthesizer,
  RemovalPolicy,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, type PrincipalBase } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { FunctionName } from './code.ts';
import { accessLogBucket, type EvidenceProps, evidenceBucket, throughBucket, WRITERS } from './evidence.ts';
import { breakGlassOnly } from './key-policies.ts';
import { archiveBucketName, roleArn } from './names.ts';

/** Whose evidence is kept, and how. */
export interface ArchiveProps extends StackProps, Pick<EvidenceProps, 'evidence' | 'breakGlassRole'> {
  readonly deployment: string;
  /** Account of the functions that write evidence. */
  readonly auditAccount: string;
}

/**
 * The evidence bucket in an account of its own, which the audit account reads and adds to, and nothing else. It is
 * deployed with that account's own credentials, in the CDK's classic way, which needs no bootstrapping: a bootstrapped
 * account has a role that may do everything, and to trust the audit account with it would undo what this stack is for.
 */
export class ArchiveStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { deployment, auditAccount, evidence, breakGlassRole, ...props }: ArchiveProps,
  ) {
    super(scope, id, {
      description:
        'Vouch: the evidence bucket, out of reach of the audit account. Deleting this stack keeps what it holds.',
      ...props,
      terminationProtection: true,
      synthesizer: new LegacyStackSynthesizer() as IStackSynthesizer,
    });
    const bucketName = archiveBucketName(deployment, this.account, this.region);
    const reader = new AccountPrincipal(auditAccount);
    // Roles are named in conditions: as principals they would have to exist first.
    const writers = (names: Iterable<FunctionName>) =>
      reader.withConditions({
        ArnEquals: {
          'aws:PrincipalArn': Array.from(names, (name) => roleArn(this, auditAccount, deployment, name)),
        },
      });
    const may = (principal: PrincipalBase, actions: string[], resource: string, conditions = {}) =>
      new PolicyStatement({ principals: [principal], actions, resources: [resource], conditions });

    const key = new Key(this, 'EvidenceKey', {
      description: 'Encrypts the evidence of Vouch',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const inBucket = throughBucket(this, bucketName);
    key.addToResourcePolicy(breakGlassOnly(breakGlassRole));
    key.addToResourcePolicy(may(reader, ['kms:Decrypt'], '*', inBucket));
    const every = new Set(Object.values(WRITERS).flat());
    key.addToResourcePolicy(may(writers(every), ['kms:GenerateDataKey'], '*', inBucket));

    const bucket = evidenceBucket(this, {
      evidence,
      encryptionKey: key,
      accessLogs: accessLogBucket(this),
      breakGlassRole,
      bucketName,
    });
    bucket.addToResourcePolicy(may(reader, ['s3:GetBucketLocation', 's3:ListBucket'], bucket.bucketArn));
    bucket.addToResourcePolicy(may(reader, ['s3:GetObject'], bucket.arnForObjects('*')));
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
    const ifNew = { Null: { 's3:if-none-match': 'false' } };
    for (const [folder, names] of Object.entries(WRITERS)) {
      const objects = bucket.arnForObjects(`${folder}/*`);
      bucket.addToResourcePolicy(may(writers(names), ['s3:PutObject'], objects, ifNew));
    }
    // It must outlive the stack as well: without it nobody reads what is kept, and administrators may lift its lock.
    bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
