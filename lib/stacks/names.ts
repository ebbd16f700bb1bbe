import type { Stack } from 'aws-cdk-lib';
import type { EXPORTER, FunctionName } from './code.ts';
import type { Settings } from './settings.ts';

/** What a deployment is called: the beginning of its names, and CloudWatch's dimension `service`. */
export const deploymentName = ({ qualifier }: Pick<Settings, 'qualifier'>): string =>
  qualifier === undefined ? 'vouch' : `vouch-${qualifier}`;

/** A function's name, which is its role's too: key policies and other accounts know the roles by name. */
export const functionName = (deployment: string, name: FunctionName | typeof EXPORTER): string =>
  `${deployment}-${name}`;

/** How the names of the alerts' topics begin; the channel follows. */
export const topicPrefix = (deployment: string): string => `${deployment}-drift`;

/** The ARN of a function's role, from its name alone: what lets the role in is deployed before the function. */
export const roleArn = (stack: Stack, account: string, deployment: string, name: FunctionName): string =>
  stack.formatArn({
    service: 'iam',
    region: '',
    account,
    resource: 'role',
    resourceName: functionName(deployment, name),
  });

/** The evidence bucket of an archive account: both sides know it by name. */
export const archiveBucketName = (deployment: string, archiveAccount: string, region: string): string =>
  `${deployment}-evidence-${archiveAccount}-${region}`;

/** Vouch's bus, from elsewhere. */
export const busArn = (
  stack: Stack,
  {
    account,
    region,
    deployment,
  }: { readonly account: string; readonly region: string; readonly deployment: string },
): string =>
  stack.formatArn({ service: 'events', account, region, resource: 'event-bus', resourceName: deployment });

/** The role with which EventBridge sends a scanned account's calls to Vouch's bus. */
export const forwarderName = (deployment: string): string => `${deployment}-forward-changes`;
export const forwarderArn = (stack: Stack, deployment: string): string =>
  stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'role',
    resourceName: forwarderName(deployment),
  });
