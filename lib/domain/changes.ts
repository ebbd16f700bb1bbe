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

/** By service (as in `eventSource`) and resource type: names of calls, without the versions that some carry. */
type Calls = Readonly<Record<string, Partial<Readonly<Record<ResourceType, readonly string[]>>>>>;

/**
 * The calls after which a resource type is worth another look: those that make, change or remove its resources, beside
 * those of CHANGED_BY. A name too many costs a few requests; one that is missing waits for the daily run.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 */
const CALLS: Calls = {
  'access-analyzer': {
    'AWS::::Account': ['CreateAnalyzer', 'DeleteAnalyzer', 'UpdateAnalyzer'],
    'AWS::AccessAnalyzer::Analyzer': ['CreateAnalyzer', 'DeleteAnalyzer', 'UpdateAnalyzer'],
  },
  acm: {
    'AWS::CertificateManager::Certificate': [
      'DeleteCertificate',
      'ImportCertificate',
      'RequestCertificate',
      'UpdateCertificateOptions',
    ],
  },
  apigateway: {
    'AWS::ApiGateway::Stage': [
      'CreateDeployment',
      'CreateStage',
      'DeleteRestApi',
      'DeleteStage',
      'UpdateStage',
    ],
    'AWS::ApiGatewayV2::Stage': ['CreateStage', 'DeleteApi', 'DeleteStage', 'UpdateStage'],
  },
  appsync: { 'AWS::AppSync::GraphQLApi': ['CreateGraphqlApi', 'DeleteGraphqlApi', 'UpdateGraphqlApi'] },
  athena: { 'AWS::Athena::WorkGroup': ['CreateWorkGroup', 'DeleteWorkGroup', 'UpdateWorkGroup'] },
  backup: {
    'AWS::::Account': ['CreateBackupPlan', 'DeleteBackupPlan', 'UpdateBackupPlan', 'UpdateRegionSettings'],
    'AWS::Backup::BackupPlan': [
      'CreateBackupPlan',
      'CreateBackupSelection',
      'DeleteBackupPlan',
      'DeleteBackupSelection',
      'UpdateBackupPlan',
    ],
    'AWS::Backup::BackupVault': [
      'CreateBackupVault',
      'DeleteBackupVault',
      'DeleteBackupVaultAccessPolicy',
      'DeleteBackupVaultLockConfiguration',
      'DeleteRecoveryPoint',
      'PutBackupVaultAccessPolicy',
      'PutBackupVaultLockConfiguration',
    ],
  },
  bedrock: {
    'AWS::::Account': ['DeleteModelInvocationLoggingConfiguration', 'PutModelInvocationLoggingConfiguration'],
  },
  cloudfront: {
    'AWS::CloudFront::Distribution': ['CreateDistribution', 'DeleteDistribution', 'UpdateDistribution'],
  },
  cloudtrail: {
    'AWS::::Account': [
      'CreateTrail',
      'DeleteTrail',
      'PutEventSelectors',
      'StartLogging',
      'StopLogging',
      'UpdateTrail',
    ],
    'AWS::CloudTrail::Trail': ['CreateTrail', 'DeleteTrail', 'PutEventSelectors', 'StartLogging'],
  },
  codebuild: { 'AWS::CodeBuild::Project': ['CreateProject', 'DeleteProject', 'UpdateProject'] },
  'cognito-idp': {
    'AWS::Cognito::UserPool': ['CreateUserPool', 'DeleteUserPool', 'SetUserPoolMfaConfig', 'UpdateUserPool'],
  },
  datasync: { 'AWS::DataSync::Task': ['CreateTask', 'DeleteTask', 'UpdateTask'] },
  dax: { 'AWS::DAX::Cluster': ['CreateCluster', 'DeleteCluster', 'UpdateCluster'] },
  dlm: {
    'AWS::DLM::LifecyclePolicy': ['CreateLifecyclePolicy', 'DeleteLifecyclePolicy', 'UpdateLifecyclePolicy'],
  },
  dms: {
    'AWS::DMS::Endpoint': ['CreateEndpoint', 'DeleteEndpoint', 'ModifyEndpoint'],
    'AWS::DMS::ReplicationInstance': [
      'CreateReplicationInstance',
      'DeleteReplicationInstance',
      'ModifyReplicationInstance',
    ],
    'AWS::DMS::ReplicationTask': ['CreateReplicationTask', 'DeleteReplicationTask', 'ModifyReplicationTask'],
  },
  ds: {
    'AWS::DirectoryService::MicrosoftAD': [
      'CreateLogSubscription',
      'CreateMicrosoftAD',
      'DeleteDirectory',
      'DeleteLogSubscription',
      'DisableRadius',
      'EnableRadius',
      'UpdateRadius',
    ],
  },
  dynamodb: {
    'AWS::DynamoDB::Table': [
      'CreateTable',
      'DeleteTable',
      'RestoreTableFromBackup',
      'RestoreTableToPointInTime',
    ],
  },
  ec2: {
    'AWS::::Account': [
      'DisableEbsEncryptionByDefault',
      'DisableSnapshotBlockPublicAccess',
      'EnableEbsEncryptionByDefault',
      'EnableSnapshotBlockPublicAccess',
      'ModifyInstanceMetadataDefaults',
    ],
    'AWS::EC2::ClientVpnEndpoint': [
      'CreateClientVpnEndpoint',
      'DeleteClientVpnEndpoint',
      'ModifyClientVpnEndpoint',
    ],
    'AWS::EC2::Instance': [
      'AssociateAddress',
      'DisassociateAddress',
      'ModifyInstanceAttribute',
      'ModifyNetworkInterfaceAttribute',
      'RunInstances',
      'StartInstances',
      'StopInstances',
      'TerminateInstances',
    ],
    'AWS::EC2::LaunchTemplate': [
      'CreateLaunchTemplate',
      'CreateLaunchTemplateVersion',
      'DeleteLaunchTemplate',
      'DeleteLaunchTemplateVersions',
      'ModifyLaunchTemplate',
    ],
    'AWS::EC2::SecurityGroup': [
      'CreateSecurityGroup',
      'DeleteSecurityGroup',
      'ModifyNetworkInterfaceAttribute',
    ],
    'AWS::EC2::Snapshot': ['CopySnapshot', 'CreateSnapshot', 'CreateSnapshots', 'DeleteSnapshot'],
    'AWS::EC2::VPC': ['CreateDefaultVpc', 'CreateFlowLogs', 'CreateVpc', 'DeleteVpc'],
    'AWS::EC2::Volume': [
      'AttachVolume',
      'CreateVolume',
      'DeleteVolume',
      'DetachVolume',
      'RunInstances',
      'TerminateInstances',
    ],
  },
  ecr: {
    'AWS::ECR::Repository': [
      'CreateRepository',
      'DeleteLifecyclePolicy',
      'DeleteRepository',
      'DeleteRepositoryPolicy',
      'PutImageScanningConfiguration',
      'PutImageTagMutability',
      'PutLifecyclePolicy',
      'PutRegistryScanningConfiguration',
      'SetRepositoryPolicy',
    ],
  },
  ecs: {
    'AWS::ECS::Cluster': ['CreateCluster', 'DeleteCluster', 'UpdateCluster', 'UpdateClusterSettings'],
    'AWS::ECS::Service': ['CreateService', 'DeleteService', 'UpdateService'],
    'AWS::ECS::TaskDefinition': ['DeregisterTaskDefinition', 'RegisterTaskDefinition'],
  },
  eks: {
    'AWS::EKS::Cluster': [
      'AssociateEncryptionConfig',
      'CreateCluster',
      'DeleteCluster',
      'UpdateClusterConfig',
      'UpdateClusterVersion',
    ],
  },
  elasticache: {
    'AWS::ElastiCache::ReplicationGroup': [
      'CreateReplicationGroup',
      'DeleteReplicationGroup',
      'ModifyReplicationGroup',
    ],
  },
  elasticbeanstalk: {
    'AWS::ElasticBeanstalk::Environment': ['CreateEnvironment', 'TerminateEnvironment', 'UpdateEnvironment'],
  },
  elasticfilesystem: {
    'AWS::EFS::FileSystem': [
      'CreateFileSystem',
      'CreateMountTarget',
      'DeleteFileSystem',
      'DeleteFileSystemPolicy',
      'DeleteMountTarget',
      'PutBackupPolicy',
      'PutFileSystemPolicy',
    ],
  },
  elasticloadbalancing: {
    'AWS::ElasticLoadBalancing::LoadBalancer': [
      'AttachLoadBalancerToSubnets',
      'CreateLoadBalancer',
      'CreateLoadBalancerListeners',
      'DeleteLoadBalancer',
      'DeleteLoadBalancerListeners',
      'DetachLoadBalancerFromSubnets',
      'ModifyLoadBalancerAttributes',
      'SetLoadBalancerPoliciesOfListener',
    ],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': [
      'CreateListener',
      'CreateLoadBalancer',
      'DeleteListener',
      'DeleteLoadBalancer',
      'ModifyListener',
      'ModifyLoadBalancerAttributes',
      'SetSubnets',
    ],
  },
  elasticmapreduce: {
    'AWS::EMR::Cluster': ['PutBlockPublicAccessConfiguration', 'RunJobFlow', 'TerminateJobFlows'],
  },
  es: {
    'AWS::OpenSearchService::Domain': [
      'CreateDomain',
      'CreateElasticsearchDomain',
      'DeleteDomain',
      'DeleteElasticsearchDomain',
      'UpdateDomainConfig',
      'UpdateElasticsearchDomainConfig',
      'UpgradeDomain',
      'UpgradeElasticsearchDomain',
    ],
  },
  firehose: {
    'AWS::KinesisFirehose::DeliveryStream': [
      'CreateDeliveryStream',
      'DeleteDeliveryStream',
      'StartDeliveryStreamEncryption',
      'StopDeliveryStreamEncryption',
    ],
  },
  fsx: {
    'AWS::FSx::FileSystem': [
      'CreateFileSystem',
      'CreateFileSystemFromBackup',
      'DeleteFileSystem',
      'UpdateFileSystem',
    ],
  },
  glue: {
    'AWS::Glue::Job': [
      'CreateJob',
      'CreateSecurityConfiguration',
      'DeleteJob',
      'DeleteSecurityConfiguration',
      'UpdateJob',
    ],
  },
  iam: {
    'AWS::::Account': [
      'AddUserToGroup',
      'AttachGroupPolicy',
      'AttachRolePolicy',
      'AttachUserPolicy',
      'CreateAccessKey',
      'CreatePolicyVersion',
      'CreateSAMLProvider',
      'DeactivateMFADevice',
      'DeleteAccountPasswordPolicy',
      'DeleteSAMLProvider',
      'DeleteVirtualMFADevice',
      'DetachGroupPolicy',
      'DetachRolePolicy',
      'DetachUserPolicy',
      'EnableMFADevice',
      'PutGroupPolicy',
      'PutRolePolicy',
      'PutUserPolicy',
      'SetDefaultPolicyVersion',
      'UpdateAccountPasswordPolicy',
    ],
    'AWS::IAM::AccessKey': ['CreateAccessKey', 'DeleteAccessKey', 'UpdateAccessKey'],
    'AWS::IAM::Group': [
      'AddUserToGroup',
      'AttachGroupPolicy',
      'CreateGroup',
      'CreatePolicyVersion',
      'DeleteGroup',
      'DeleteGroupPolicy',
      'DetachGroupPolicy',
      'PutGroupPolicy',
      'RemoveUserFromGroup',
      'SetDefaultPolicyVersion',
    ],
    'AWS::IAM::Policy': [
      'CreatePolicy',
      'DeleteGroupPolicy',
      'DeletePolicy',
      'DeletePolicyVersion',
      'DeleteRolePolicy',
      'DeleteUserPolicy',
      'DetachGroupPolicy',
      'DetachRolePolicy',
      'DetachUserPolicy',
      'PutGroupPolicy',
      'PutRolePolicy',
      'PutUserPolicy',
    ],
    'AWS::IAM::Role': [
      'CreatePolicyVersion',
      'CreateRole',
      'DeleteRole',
      'DeleteRolePolicy',
      'DetachRolePolicy',
      'PutRolePermissionsBoundary',
      'SetDefaultPolicyVersion',
      'UpdateRole',
    ],
    'AWS::IAM::ServerCertificate': ['DeleteServerCertificate', 'UploadServerCertificate'],
    'AWS::IAM::User': [
      'AttachGroupPolicy',
      'CreatePolicyVersion',
      'CreateUser',
      'DeleteAccessKey',
      'DeleteGroupPolicy',
      'DeleteLoginProfile',
      'DeleteUser',
      'DeleteUserPolicy',
      'DetachGroupPolicy',
      'DetachUserPolicy',
      'EnableMFADevice',
      'PutGroupPolicy',
      'PutUserPermissionsBoundary',
      'RemoveUserFromGroup',
      'SetDefaultPolicyVersion',
      'UpdateLoginProfile',
    ],
  },
  kafka: {
    'AWS::MSK::Cluster': [
      'CreateCluster',
      'CreateClusterV2',
      'DeleteCluster',
      'UpdateClusterConfiguration',
      'UpdateConnectivity',
      'UpdateMonitoring',
      'UpdateSecurity',
    ],
  },
  kafkaconnect: { 'AWS::KafkaConnect::Connector': ['CreateConnector', 'DeleteConnector', 'UpdateConnector'] },
  kinesis: {
    'AWS::Kinesis::Stream': [
      'CreateStream',
      'DecreaseStreamRetentionPeriod',
      'DeleteStream',
      'IncreaseStreamRetentionPeriod',
      'StartStreamEncryption',
      'StopStreamEncryption',
    ],
  },
  kms: {
    'AWS::KMS::Key': ['CancelKeyDeletion', 'CreateKey', 'DeleteImportedKeyMaterial', 'EnableKey'],
  },
  lambda: {
    'AWS::Lambda::Function': ['CreateFunction', 'DeleteFunction', 'RemovePermission', 'UpdateFunctionCode'],
  },
  logs: {
    'AWS::Logs::LogGroup': ['CreateLogGroup', 'DeleteLogGroup'],
    'AWS::Logs::ResourcePolicy': ['DeleteResourcePolicy', 'PutResourcePolicy'],
  },
  mq: { 'AWS::AmazonMQ::Broker': ['CreateBroker', 'DeleteBroker', 'UpdateBroker'] },
  'network-firewall': {
    'AWS::NetworkFirewall::Firewall': [
      'AssociateFirewallPolicy',
      'AssociateSubnets',
      'CreateFirewall',
      'DeleteFirewall',
      'DisassociateSubnets',
      'UpdateFirewallDeleteProtection',
      'UpdateFirewallPolicy',
      'UpdateLoggingConfiguration',
      'UpdateSubnetChangeProtection',
    ],
  },
  organizations: {
    'AWS::Organizations::Organization': [
      'AttachPolicy',
      'CreateAccount',
      'CreatePolicy',
      'DeletePolicy',
      'DeregisterDelegatedAdministrator',
      'DetachPolicy',
      'DisableAWSServiceAccess',
      'DisablePolicyType',
      'EnableAWSServiceAccess',
      'EnablePolicyType',
      'MoveAccount',
      'RegisterDelegatedAdministrator',
      'UpdatePolicy',
    ],
  },
  rds: {
    'AWS::DocDB::DBCluster': [
      'CreateDBCluster',
      'DeleteDBCluster',
      'ModifyDBCluster',
      'ModifyDBClusterParameterGroup',
    ],
    'AWS::Neptune::DBCluster': ['CreateDBCluster', 'DeleteDBCluster', 'ModifyDBCluster'],
    'AWS::RDS::DBCluster': [
      'CreateDBCluster',
      'DeleteDBCluster',
      'ModifyDBCluster',
      'ModifyDBClusterParameterGroup',
      'RestoreDBClusterFromSnapshot',
      'RestoreDBClusterToPointInTime',
    ],
    'AWS::RDS::DBClusterSnapshot': [
      'CopyDBClusterSnapshot',
      'CreateDBClusterSnapshot',
      'DeleteDBClusterSnapshot',
      'ModifyDBClusterSnapshotAttribute',
    ],
    'AWS::RDS::DBInstance': [
      'CreateDBInstance',
      'CreateDBInstanceReadReplica',
      'DeleteDBInstance',
      'ModifyDBParameterGroup',
      'RestoreDBInstanceFromDBSnapshot',
      'RestoreDBInstanceToPointInTime',
    ],
    'AWS::RDS::DBSnapshot': [
      'CopyDBSnapshot',
      'CreateDBSnapshot',
      'DeleteDBSnapshot',
      'ModifyDBSnapshotAttribute',
    ],
  },
  redshift: {
    'AWS::Redshift::Cluster': [
      'CreateCluster',
      'DeleteCluster',
      'DisableLogging',
      'EnableLogging',
      'ModifyCluster',
      'ModifyClusterParameterGroup',
      'RestoreFromClusterSnapshot',
    ],
  },
  route53: {
    'AWS::Route53::HostedZone': [
      'CreateHostedZone',
      'CreateQueryLoggingConfig',
      'DeleteHostedZone',
      'DeleteQueryLoggingConfig',
      'DisableHostedZoneDNSSEC',
      'EnableHostedZoneDNSSEC',
    ],
  },
  route53resolver: {
    'AWS::EC2::VPC': ['AssociateResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'],
  },
  s3: {
    // A trail is also judged by its bucket.
    'AWS::CloudTrail::Trail': [
      'DeleteBucket',
      'DeleteBucketPolicy',
      'DeleteBucketPublicAccessBlock',
      'PutBucketAcl',
      'PutBucketLogging',
      'PutBucketPolicy',
      'PutBucketPublicAccessBlock',
      'PutBucketVersioning',
    ],
    'AWS::S3::Bucket': [
      'CreateBucket',
      'DeleteAccountPublicAccessBlock',
      'DeleteBucket',
      'DeleteBucketOwnershipControls',
      'PutAccountPublicAccessBlock',
      'PutBucketAcl',
      'PutBucketOwnershipControls',
      'PutBucketReplication',
    ],
  },
  sagemaker: {
    'AWS::SageMaker::EndpointConfig': ['CreateEndpointConfig', 'DeleteEndpointConfig'],
    'AWS::SageMaker::NotebookInstance': [
      'CreateNotebookInstance',
      'DeleteNotebookInstance',
      'UpdateNotebookInstance',
    ],
  },
  secretsmanager: {
    'AWS::SecretsManager::Secret': [
      'CreateSecret',
      'DeleteResourcePolicy',
      'DeleteSecret',
      'RestoreSecret',
      'RotateSecret',
      'UpdateSecret',
    ],
  },
  sns: { 'AWS::SNS::Topic': ['CreateTopic', 'DeleteTopic', 'RemovePermission'] },
  sqs: { 'AWS::SQS::Queue': ['CreateQueue', 'DeleteQueue', 'RemovePermission'] },
  ssm: {
    'AWS::SSM::Document': ['CreateDocument', 'DeleteDocument', 'ModifyDocumentPermission'],
    'AWS::SSM::Parameter': ['DeleteParameter', 'DeleteParameters', 'PutParameter'],
  },
  sso: {
    'AWS::SSO::Assignment': ['CreateAccountAssignment', 'DeleteAccountAssignment'],
    'AWS::SSO::PermissionSet': [
      'AttachCustomerManagedPolicyReferenceToPermissionSet',
      'AttachManagedPolicyToPermissionSet',
      'CreatePermissionSet',
      'DeleteInlinePolicyFromPermissionSet',
      'DeletePermissionSet',
      'DeletePermissionsBoundaryFromPermissionSet',
      'DetachCustomerManagedPolicyReferenceFromPermissionSet',
      'DetachManagedPolicyFromPermissionSet',
      'PutInlinePolicyToPermissionSet',
      'PutPermissionsBoundaryToPermissionSet',
      'UpdatePermissionSet',
    ],
  },
  states: {
    'AWS::StepFunctions::StateMachine': ['CreateStateMachine', 'DeleteStateMachine', 'UpdateStateMachine'],
  },
  transfer: { 'AWS::Transfer::Server': ['CreateServer', 'DeleteServer', 'UpdateServer'] },
  wafv2: {
    'AWS::WAFv2::WebACL': [
      'CreateWebACL',
      'DeleteLoggingConfiguration',
      'DeleteWebACL',
      'PutLoggingConfiguration',
      'UpdateWebACL',
    ],
    'AWS::ElasticLoadBalancingV2::LoadBalancer': ['AssociateWebACL', 'DeleteWebACL', 'DisassociateWebACL'],
  },
};

/** A service, and those of its calls after which something is worth another look. */
export interface ChangeSource {
  /** CloudTrail's `eventSource`. */
  readonly source: string;
  /** Names of calls, without versions, each with the resource types that it touches; all sorted. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

const SUFFIX = '.amazonaws.com';

/** Lambda and CloudFront put the version of the API behind the names of their calls. */
const withoutVersion = (name: string): string => name.replace(/20\d\d_?\d\d_?\d\d(?:v\d+)?$/, '');

/** Services with such names: whoever looks for their calls must expect more behind the names. */
export const VERSIONED: readonly string[] = ['cloudfront', 'lambda'].map((service) => `${service}${SUFFIX}`);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every call that touches one of some types, by service; sorted. */
export function changesOf(types: ReadonlySet<string>): readonly ChangeSource[] {
  return Object.entries(CALLS)
    .map(([service, byType]) => {
      const calls = new Map<string, Set<string>>();
      for (const [type, names] of Object.entries(byType)) {
        if (!types.has(type)) continue;
        for (const name of [...names, ...changedBy(type, service)])
          calls.set(name, (calls.get(name) ?? new Set()).add(type));
      }
      const sorted = [...calls].sort(([a], [b]) => compare(a, b));
      return {
        source: `${service}${SUFFIX}`,
        calls: Object.fromEntries(sorted.map(([name, touched]) => [name, [...touched].sort()])),
      };
    })
    .filter(({ calls }) => Object.keys(calls).length > 0)
    .sort((a, b) => compare(a.source, b.source));
}

const ACCOUNT: ResourceType = 'AWS::::Account';

/** Names in CHANGED_BY, at the service that the type is of; the account is of many, and written out with each. */
function changedBy(type: string, service: string): readonly string[] {
  const home = Object.keys(CALLS).find((candidate) => type in (CALLS[candidate] ?? {}));
  return type === ACCOUNT || home !== service
    ? []
    : Object.keys(CHANGED_BY[type as ResourceType] ?? {}).map(withoutVersion);
}

const TOUCHED = new Map(
  changesOf(new Set(Object.values(CALLS).flatMap((byType) => Object.keys(byType)))).map(
    ({ source, calls }) => [source, calls] as const,
  ),
);

/** The resource types that a call touches, as far as that is known; sorted. */
export const typesTouched = (source: string, name: string): readonly string[] =>
  TOUCHED.get(source)?.[withoutVersion(name)] ?? [];
