import type { Counted } from './counted.ts';

/** Written by "npm run measure"; do not edit. */
export const MEASURED: Counted = {
  account: {
    requests: {
      'EC2.DescribeRegions': 1,
      'STS.AssumeRole': 1,
    },
  },
  globalTarget: {
    requests: {
      'CloudTrail.DescribeTrails': 1,
      'IAM.GenerateCredentialReport': 2,
      'IAM.GetAccountAuthorizationDetails': 1,
      'IAM.GetAccountPasswordPolicy': 1,
      'IAM.GetAccountSummary': 1,
      'IAM.GetCredentialReport': 1,
      'IAM.ListMFADevices': 1,
      'IAM.ListVirtualMFADevices': 1,
      'STS.AssumeRole': 1,
    },
    evaluations: 11,
  },
  regionalTarget: {
    requests: {
      'Backup.ListBackupPlans': 1,
      'CloudTrail.DescribeTrails': 1,
      'CloudWatchLogs.DescribeLogGroups': 1,
      'CognitoIdentityProvider.ListUserPools': 1,
      'DynamoDB.ListTables': 1,
      'EC2.DescribeFlowLogs': 1,
      'EC2.DescribeNetworkInterfaces': 1,
      'EC2.DescribeSecurityGroups': 1,
      'EC2.DescribeVolumes': 1,
      'EC2.DescribeVpcs': 1,
      'EC2.GetEbsEncryptionByDefault': 1,
      'KMS.ListKeys': 1,
      'RDS.DescribeDBInstances': 1,
      'S3.ListBuckets': 1,
      'SNS.ListTopics': 1,
      'SQS.ListQueues': 1,
      'STS.AssumeRole': 1,
      'SecretsManager.ListSecrets': 1,
    },
    evaluations: 6,
  },
  resource: {
    requests: {
      'IAM.ListMFADevices': 0.03,
      'DynamoDB.DescribeContinuousBackups': 0.04,
      'DynamoDB.DescribeTable': 0.04,
      'KMS.DescribeKey': 0.04,
      'KMS.GetKeyPolicy': 0.04,
      'KMS.GetKeyRotationStatus': 0.04,
      'S3.GetBucketEncryption': 0.04,
      'S3.GetBucketLocation': 0.04,
      'S3.GetBucketLogging': 0.04,
      'S3.GetBucketPolicy': 0.04,
      'S3.GetBucketVersioning': 0.04,
      'S3.GetPublicAccessBlock': 0.04,
      'SQS.GetQueueAttributes': 0.04,
    },
    evaluations: 1.525,
  },
  items: {
    heartbeat: 547,
    finding: 501,
    transition: 572,
    failing: 0.534,
  },
  objects: {
    empty: 943,
    evaluation: 40.175,
    runFilesPerTarget: 1157.556,
  },
};
