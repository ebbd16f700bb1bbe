import type { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { FunctionName } from './code.ts';
import { roleArn } from './names.ts';

/** The functions that sign: seals, bundles, the steps of exceptions, and access reviews. */
const SIGNERS: readonly FunctionName[] = ['seal-scan', 'build-bundle', 'manage-exception', 'record-review'];

/** Whatever IAM policies of the account say, nobody else signs. */
export const signersOnly = (stack: Stack, deployment: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'SignersOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:Sign'],
    resources: ['*'],
    conditions: {
      ArnNotEquals: {
        'aws:PrincipalArn': SIGNERS.map((name) => roleArn(stack, stack.account, deployment, name)),
      },
    },
  });

/** Without its keys, evidence can be neither read nor verified. */
export const breakGlassOnly = (breakGlassRole: string | undefined): PolicyStatement =>
  new PolicyStatement({
    sid: 'KeyEndsByBreakGlassOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
    resources: ['*'],
    ...(breakGlassRole && { conditions: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRole } } }),
  });

/**
 * Log groups of the deployment, and alarms that go to its topic.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const servicesMayEncrypt = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'LogGroups',
    principals: [new ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
          service: 'logs',
          resource: `log-group:/aws/*/${deployment}-*`,
        }),
      },
    },
  }),
  new PolicyStatement({
    sid: 'Alarms',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  }),
];
