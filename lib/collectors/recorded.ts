import type { ResourceType as RecordedType } from '@aws-sdk/client-config-service';
import type { ResourceType } from '../domain/facts/index.ts';

/**
 * The Regions in which AWS Config records every type below: those that are open to every account, but Osaka, which
 * Config came to later. Elsewhere Config may leave a type out without a word, so that its silence proves nothing.
 */
export const RECORDED_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/**
 * Types that collectors list, each with the types of AWS Config without which there is nothing to list.
 *
 * Each entry names a managed rule of Config that acts on changes of that type, in all of the Regions above: AWS thereby
 * documents that Config records it there. https://docs.aws.amazon.com/config/latest/developerguide/<rule>.html
 *
 * Left out are types that Config may not know although a listing shows them: those with a resource policy, which can
 * shut out Config's role (buckets, queues, topics, secrets, keys, repositories, tables, streams, search domains, build
 * projects); those of which only the rule tells, and which the API does not count (replication instances, notebooks,
 * endpoint configurations); those that other accounts share (VPCs, security groups); those of which it records a part (snapshots
 * of volumes, workgroups, web ACLs of CloudFront, clusters of DocumentDB in some Regions, which share a listing with those
 * of RDS); and those whose listing is asked for in any case (trails, backup plans and vaults, analyzers).
 */
export const RECORDED: Readonly<Partial<Record<ResourceType, readonly RecordedType[]>>> = {
  'AWS::AmazonMQ::Broker': ['AWS::AmazonMQ::Broker'], // active-mq-supported-version, rabbit-mq-supported-version
  'AWS::ApiGateway::Stage': ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Stage'], // api-gw-execution-logging-enabled
  'AWS::ApiGatewayV2::Stage': ['AWS::ApiGatewayV2::Api', 'AWS::ApiGatewayV2::Stage'], // api-gwv2-access-logs-enabled
  'AWS::AppSync::GraphQLApi': ['AWS::AppSync::GraphQLApi'], // appsync-logging-enabled
  'AWS::CertificateManager::Certificate': ['AWS::ACM::Certificate'], // acm-certificate-expiration-check
  'AWS::Cognito::UserPool': ['AWS::Cognito::UserPool'], // cognito-user-pool-deletion-protection-enabled
  'AWS::DMS::Endpoint': ['AWS::DMS::Endpoint'], // dms-endpoint-ssl-configured
  'AWS::DataSync::Task': ['AWS::DataSync::Task'], // datasync-task-logging-enabled
  'AWS::EC2::ClientVpnEndpoint': ['AWS::EC2::ClientVpnEndpoint'], // ec2-client-vpn-connection-log-enabled
  'AWS::EC2::Instance': ['AWS::EC2::Instance'], // ec2-imdsv2-check
  'AWS::EC2::LaunchTemplate': ['AWS::EC2::LaunchTemplate'], // ec2-launch-template-imdsv2-check
  'AWS::EC2::Volume': ['AWS::EC2::Volume'], // encrypted-volumes
  'AWS::ECS::Cluster': ['AWS::ECS::Cluster'], // ecs-container-insights-enabled
  // Config does not see services with ARNs of the old form; but there is none without a cluster.
  'AWS::ECS::Service': ['AWS::ECS::Cluster', 'AWS::ECS::Service'], // ecs-fargate-latest-platform-version
  'AWS::ECS::TaskDefinition': ['AWS::ECS::TaskDefinition'], // ecs-task-definition-nonroot-user
  'AWS::EFS::FileSystem': ['AWS::EFS::FileSystem'], // efs-automatic-backups-enabled
  'AWS::EKS::Cluster': ['AWS::EKS::Cluster'], // eks-cluster-oldest-supported-version
  'AWS::ElasticBeanstalk::Environment': ['AWS::ElasticBeanstalk::Environment'], // beanstalk-enhanced-health-reporting-enabled
  'AWS::ElasticLoadBalancing::LoadBalancer': ['AWS::ElasticLoadBalancing::LoadBalancer'], // clb-desync-mode-check
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['AWS::ElasticLoadBalancingV2::LoadBalancer'], // elbv2-multiple-az
  'AWS::Glue::Job': ['AWS::Glue::Job'], // glue-spark-job-supported-version
  'AWS::KafkaConnect::Connector': ['AWS::KafkaConnect::Connector'], // msk-connect-connector-logging-enabled
  'AWS::Lambda::Function': ['AWS::Lambda::Function'], // lambda-function-settings-check
  'AWS::NetworkFirewall::Firewall': ['AWS::NetworkFirewall::Firewall'], // netfw-subnet-change-protection-enabled
  'AWS::RDS::DBInstance': ['AWS::RDS::DBInstance'], // rds-storage-encrypted
  'AWS::RDS::DBSnapshot': ['AWS::RDS::DBSnapshot'], // rds-snapshot-encrypted
  'AWS::Redshift::Cluster': ['AWS::Redshift::Cluster'], // redshift-cluster-configuration-check
  'AWS::SSM::AssociationCompliance': ['AWS::SSM::AssociationCompliance'], // ec2-managedinstance-association-compliance-status-check
  'AWS::SSM::PatchCompliance': ['AWS::SSM::PatchCompliance'], // ec2-managedinstance-patch-compliance-status-check
  'AWS::StepFunctions::StateMachine': ['AWS::StepFunctions::StateMachine'], // step-functions-state-machine-logging-enabled
};

/** What it takes to learn from AWS Config which types exist. */
export const PRESENCE_ACTIONS = [
  'config:DescribeConfigurationRecorderStatus',
  'config:DescribeConfigurationRecorders',
  'config:GetDiscoveredResourceCounts',
];
