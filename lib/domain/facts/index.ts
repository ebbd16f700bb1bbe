import type { AccessAnalyzerFacts } from './accessanalyzer.ts';
import type { AcmFacts } from './acm.ts';
import type { ApiGatewayFacts } from './api-gateway.ts';
import type { ApiGatewayV2Facts } from './apigatewayv2.ts';
import type { AppSyncFacts } from './appsync.ts';
import type { AthenaFacts } from './athena.ts';
import type { BackupFacts } from './backup.ts';
import type { BedrockFacts } from './bedrock.ts';
import type { ClientVpnFacts } from './client-vpn.ts';
import type { CloudFrontFacts } from './cloudfront.ts';
import type { CloudTrailFacts } from './cloudtrail.ts';
import type { CodeBuildFacts } from './codebuild.ts';
import type { CognitoFacts } from './cognito.ts';
import type { ConfigFacts } from './config.ts';
import type { DataSyncFacts } from './datasync.ts';
import type { DaxFacts } from './dax.ts';
import type { DirectoryServiceFacts } from './directory-service.ts';
import type { DlmFacts } from './dlm.ts';
import type { DmsFacts } from './dms.ts';
import type { DocDbFacts } from './docdb.ts';
import type { DynamoDbFacts } from './dynamodb.ts';
import type { Ec2Facts } from './ec2.ts';
import type { LaunchTemplateFacts } from './ec2-launch-template.ts';
import type { EcrFacts } from './ecr.ts';
import type { EcsFacts } from './ecs.ts';
import type { EfsFacts } from './efs.ts';
import type { EksFacts } from './eks.ts';
import type { ElastiCacheFacts } from './elasticache.ts';
import type { ElasticBeanstalkFacts } from './elasticbeanstalk.ts';
import type { ElbFacts } from './elb.ts';
import type { ElbV2Facts } from './elbv2.ts';
import type { EmrFacts } from './emr.ts';
import type { FirehoseFacts } from './firehose.ts';
import type { FsxFacts } from './fsx.ts';
import type { GlueFacts } from './glue.ts';
import type { IamFacts } from './iam.ts';
import type { IamPermissionsFacts } from './iam-permissions.ts';
import type { IamTrustFacts } from './iam-trust.ts';
import type { IdentityStoreFacts } from './identitystore.ts';
import type { KafkaFacts } from './kafka.ts';
import type { KafkaConnectFacts } from './kafkaconnect.ts';
import type { KinesisFacts } from './kinesis.ts';
import type { KmsFacts } from './kms.ts';
import type { LambdaFacts } from './lambda.ts';
import type { LogsFacts } from './logs.ts';
import type { MqFacts } from './mq.ts';
import type { NeptuneFacts } from './neptune.ts';
import type { NetworkFirewallFacts } from './network-firewall.ts';
import type { OpenSearchFacts } from './opensearch.ts';
import type { OrganizationsFacts } from './organizations.ts';
import type { RdsFacts } from './rds.ts';
import type { RedshiftFacts } from './redshift.ts';
import type { Route53Facts } from './route53.ts';
import type { S3Facts } from './s3.ts';
import type { SageMakerFacts } from './sagemaker.ts';
import type { SecretsManagerFacts } from './secretsmanager.ts';
import type { SnsFacts } from './sns.ts';
import type { SqsFacts } from './sqs.ts';
import type { SsmFacts } from './ssm.ts';
import type { SsoFacts } from './sso.ts';
import type { StepFunctionsFacts } from './stepfunctions.ts';
import type { TransferFacts } from './transfer.ts';
import type { WafV2Facts } from './wafv2.ts';

/**
 * The facts of every resource type that rules can read, keyed by CloudFormation type name; one file a service.
 * The collector in lib/collectors/<service>.ts says how each fact is read. `AWS::::Account` is the account itself:
 * several services add facts to it.
 * Facts are plain JSON: absence is `null`, never `undefined`; times are ISO 8601 UTC; ages are whole days.
 */
export type Facts = AccessAnalyzerFacts &
  AcmFacts &
  ApiGatewayFacts &
  ApiGatewayV2Facts &
  AppSyncFacts &
  AthenaFacts &
  BackupFacts &
  BedrockFacts &
  ClientVpnFacts &
  CloudFrontFacts &
  CloudTrailFacts &
  CodeBuildFacts &
  CognitoFacts &
  ConfigFacts &
  DataSyncFacts &
  DaxFacts &
  DirectoryServiceFacts &
  DlmFacts &
  DmsFacts &
  DocDbFacts &
  DynamoDbFacts &
  Ec2Facts &
  LaunchTemplateFacts &
  EcrFacts &
  EcsFacts &
  EfsFacts &
  EksFacts &
  ElastiCacheFacts &
  ElasticBeanstalkFacts &
  ElbFacts &
  ElbV2Facts &
  EmrFacts &
  FirehoseFacts &
  FsxFacts &
  GlueFacts &
  IamFacts &
  IamPermissionsFacts &
  IamTrustFacts &
  IdentityStoreFacts &
  KafkaFacts &
  KafkaConnectFacts &
  KinesisFacts &
  KmsFacts &
  LambdaFacts &
  LogsFacts &
  MqFacts &
  NeptuneFacts &
  NetworkFirewallFacts &
  OpenSearchFacts &
  OrganizationsFacts &
  RdsFacts &
  RedshiftFacts &
  Route53Facts &
  S3Facts &
  SageMakerFacts &
  SecretsManagerFacts &
  SnsFacts &
  SqsFacts &
  SsmFacts &
  SsoFacts &
  StepFunctionsFacts &
  TransferFacts &
  WafV2Facts;

export type ResourceType = keyof Facts;
