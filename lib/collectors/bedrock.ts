import { BedrockClient, GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { defineCollector, from, type Reader } from './collector.ts';
import { operation } from './operation.ts';

const getLogging = operation(
  'bedrock:GetModelInvocationLoggingConfiguration',
  BedrockClient,
  GetModelInvocationLoggingConfigurationCommand,
);

/** The account in one Region, as far as Bedrock knows it. */
export const account = defineCollector(
  {
    type: 'AWS::::Account',
    service: 'bedrock',
    where: 'region',
    list: {
      uses: [],
      read: (aws: Reader) => [{ arn: `arn:${aws.partition}:iam::${aws.account}:root` }],
    },
  },
  {
    // AWS leaves the configuration out where there is none.
    modelInvocationLogs: from(
      getLogging,
      () => ({}),
      ({ loggingConfig }) => [
        ...(loggingConfig?.cloudWatchConfig ? ['CloudWatch Logs' as const] : []),
        ...(loggingConfig?.s3Config ? ['S3' as const] : []),
      ],
    ),
  },
);
