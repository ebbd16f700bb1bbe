import type { Collector } from './collector.ts';

/** The services whose resources Vouch reads; each module exports its collectors and is loaded when first needed. */
const services: readonly (() => Promise<Readonly<Record<string, Collector>>>)[] = [
  () => import('./accessanalyzer.ts'),
  () => import('./acm.ts'),
  () => import('./api-gateway.ts'),
  () => import('./apigatewayv2.ts'),
  () => import('./backup.ts'),
  () => import('./cloudfront.ts'),
  () => import('./cloudtrail.ts'),
  () => import('./codebuild.ts'),
  () => import('./cognito.ts'),
  () => import('./dax.ts'),
  () => import('./dms.ts'),
  () => import('./docdb.ts'),
  () => import('./dynamodb.ts'),
  () => import('./ec2.ts'),
  () => import('./ecr.ts'),
  () => import('./ecs.ts'),
  () => import('./efs.ts'),
  () => import('./eks.ts'),
  () => import('./elasticache.ts'),
  () => import('./elasticbeanstalk.ts'),
  () => import('./elb.ts'),
  () => import('./elbv2.ts'),
  () => import('./emr.ts'),
  () => import('./firehose.ts'),
  () => import('./fsx.ts'),
  () => import('./glue.ts'),
  () => import('./iam-account.ts'),
  () => import('./iam-certificate.ts'),
  () => import('./iam-permissions.ts'),
  () => import('./iam-policy.ts'),
  () => import('./iam-role.ts'),
  () => import('./iam-trust.ts'),
  () => import('./iam-user.ts'),
  () => import('./identitystore.ts'),
  () => import('./kafka.ts'),
  () => import('./kafkaconnect.ts'),
  () => import('./kinesis.ts'),
  () => import('./kms.ts'),
  () => import('./lambda.ts'),
  () => import('./logs.ts'),
  () => import('./neptune.ts'),
  () => import('./opensearch.ts'),
  () => import('./organizations.ts'),
  () => import('./rds.ts'),
  () => import('./redshift.ts'),
  () => import('./s3.ts'),
  () => import('./sagemaker.ts'),
  () => import('./secretsmanager.ts'),
  () => import('./sns.ts'),
  () => import('./sqs.ts'),
  () => import('./ssm.ts'),
  () => import('./sso-admin.ts'),
];

/** Loads every collector. */
export const loadCollectors = async (): Promise<readonly Collector[]> => {
  const all: Collector[] = [];
  for (const load of services) all.push(...Object.values(await load()));
  return all;
};
