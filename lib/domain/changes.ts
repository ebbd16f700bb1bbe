import type { Facts, ResourceType } from './facts/index.ts';

/** Of a resource type: names of events in CloudTrail, each with the facts that such a call can change. */
type ChangedBy = {
  readonly [T in ResourceType]?: Readonly<Record<string, readonly (keyof Facts[T] & string)[]>>;
};

/**
 * The calls that change facts, by their names in CloudTrail; some carry the version of the API.
 * Types and facts that are not here are not wrong: of them it is only known which calls name the resource. Left out are
 * calls that name too little: an access key may be any user's, an inline policy's name is often used again.
 */
const CHANGED_BY: ChangedBy = {
  'AWS::::Account': {
    DeleteAccountPasswordPolicy: ['passwordPolicy'],
    DeleteAnalyzer: ['analyzers'],
    DeleteTrail: ['trails'],
    DisableEbsEncryptionByDefault: ['ebsEncryptionByDefault'],
    PutEventSelectors: ['trails'],
    StopLogging: ['trails'],
    UpdateAccountPasswordPolicy: ['passwordPolicy'],
    UpdateTrail: ['trails'],
  },
  'AWS::CloudTrail::Trail': {
    StopLogging: ['logging'],
    UpdateTrail: ['bucket', 'kmsKeyId', 'logFileValidation', 'logGroup'],
  },
  'AWS::DynamoDB::Table': {
    UpdateContinuousBackups: ['pointInTimeRecovery'],
    UpdateTable: ['deletionProtection', 'kmsKeyArn'],
  },
  'AWS::EC2::Instance': {
    AssociateIamInstanceProfile: ['instanceProfile'],
    DisassociateIamInstanceProfile: ['instanceProfile'],
    ModifyInstanceMetadataOptions: ['metadataService'],
    ReplaceIamInstanceProfileAssociation: ['instanceProfile'],
  },
  'AWS::EC2::SecurityGroup': {
    AuthorizeSecurityGroupEgress: ['egress'],
    AuthorizeSecurityGroupIngress: ['ingress'],
    ModifySecurityGroupRules: ['egress', 'ingress'],
    RevokeSecurityGroupEgress: ['egress'],
    RevokeSecurityGroupIngress: ['ingress'],
  },
  'AWS::EC2::Snapshot': { ModifySnapshotAttribute: ['public'] },
  'AWS::EC2::VPC': { DeleteFlowLogs: ['flowLogs'] },
  'AWS::IAM::Policy': {
    AttachGroupPolicy: ['holders'],
    AttachRolePolicy: ['holders'],
    AttachUserPolicy: ['holders'],
    CreatePolicyVersion: ['document'],
    SetDefaultPolicyVersion: ['document'],
  },
  'AWS::IAM::Role': {
    AttachRolePolicy: ['administrator', 'attachedPolicies', 'escalations', 'tampering'],
    DeleteRolePermissionsBoundary: ['administrator', 'escalations', 'tampering'],
    PutRolePolicy: ['administrator', 'escalations', 'inlinePolicies', 'tampering'],
    TagRole: ['tags'],
    UntagRole: ['tags'],
    UpdateAssumeRolePolicy: ['trustPolicy', 'trusted', 'trusts'],
  },
  'AWS::IAM::User': {
    AddUserToGroup: ['administrator', 'escalations', 'groups', 'tampering'],
    AttachUserPolicy: ['administrator', 'attachedPolicies', 'escalations', 'tampering'],
    CreateAccessKey: ['accessKeys', 'initialAccessKeys', 'signIn'],
    CreateLoginProfile: ['password', 'signIn'],
    DeactivateMFADevice: ['mfaActive', 'mfaDevices', 'signIn'],
    DeleteUserPermissionsBoundary: ['administrator', 'escalations', 'tampering'],
    PutUserPolicy: ['administrator', 'escalations', 'inlinePolicies', 'tampering'],
    TagUser: ['tags'],
    UntagUser: ['tags'],
    UpdateAccessKey: ['accessKeys', 'signIn'],
  },
  'AWS::KMS::Key': {
    DisableKey: ['state'],
    DisableKeyRotation: ['rotation'],
    EnableKeyRotation: ['rotation'],
    PutKeyPolicy: ['policy'],
    ScheduleKeyDeletion: ['state'],
  },
  'AWS::Lambda::Function': {
    AddPermission20150331v2: ['policy'],
    UpdateFunctionConfiguration20150331v2: ['plainSecrets', 'runtime', 'zones'],
  },
  'AWS::Logs::LogGroup': {
    AssociateKmsKey: ['kmsKeyId'],
    DeleteRetentionPolicy: ['retentionDays'],
    DisassociateKmsKey: ['kmsKeyId'],
    PutRetentionPolicy: ['retentionDays'],
  },
  'AWS::RDS::DBInstance': {
    ModifyDBInstance: [
      'backupRetentionDays',
      'copiesTagsToSnapshots',
      'deletionProtection',
      'exportedLogs',
      'iamAuthentication',
      'minorUpgrades',
      'monitoringInterval',
      'multiAz',
      'publiclyAccessible',
      'tls',
    ],
  },
  'AWS::S3::Bucket': {
    DeleteBucketEncryption: ['encryption'],
    DeleteBucketLifecycle: ['lifecycle'],
    DeleteBucketPolicy: ['policy'],
    DeleteBucketPublicAccessBlock: ['publicAccessBlock'],
    PutBucketEncryption: ['encryption'],
    PutBucketLifecycle: ['lifecycle'],
    PutBucketLogging: ['accessLogging'],
    PutBucketObjectLockConfiguration: ['defaultLock'],
    PutBucketPolicy: ['policy'],
    PutBucketPublicAccessBlock: ['publicAccessBlock'],
    PutBucketVersioning: ['versioning', 'defaultLock'],
  },
  'AWS::SecretsManager::Secret': {
    CancelRotateSecret: ['rotationEnabled'],
    PutResourcePolicy: ['policy'],
  },
  'AWS::SNS::Topic': { AddPermission: ['policy'], SetTopicAttributes: ['kmsKeyId', 'policy'] },
  'AWS::SQS::Queue': {
    AddPermission: ['policy'],
    SetQueueAttributes: ['kmsKeyId', 'policy', 'sqsManagedEncryption'],
  },
};

/** Names of the events that can change one of the facts of a resource type, as far as they are known; sorted. */
export const eventsChanging = (type: string, facts: readonly string[]): readonly string[] =>
  Object.entries<readonly string[]>(CHANGED_BY[type as ResourceType] ?? {})
    .filter(([, changed]) => changed.some((fact) => facts.includes(fact)))
    .map(([name]) => name)
    .sort();
