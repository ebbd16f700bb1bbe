// The CDK app of e2e-deploy.ts: the real one, but for what the emulator of the audit account lacks.
import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { app } from '../app.ts';

/** Types that the emulator's CloudFormation does not know; the tests of lib/stacks hold them against the template. */
const UNKNOWN = [
  'AWS::Athena::NamedQuery',
  'AWS::Athena::WorkGroup',
  'AWS::Events::Archive',
  'AWS::Events::EventBusPolicy',
  'AWS::Glue::Database',
  'AWS::Glue::Table',
];

for (const construct of app.node.findAll()) {
  // The scanned Organization is played by another emulator than the audit account.
  if (construct instanceof Lambda)
    construct.addEnvironment('VOUCH_TARGET_ENDPOINT_URL', process.env.VOUCH_TARGET_ENDPOINT_URL ?? '');
  // The emulator has no UpdateTerminationProtection.
  if (construct instanceof Stack) construct.terminationProtection = false;
  const unknown = construct instanceof CfnResource && UNKNOWN.includes(construct.cfnResourceType);
  // Nor alarms over several metrics.
  if (unknown || (construct instanceof CfnAlarm && construct.metrics !== undefined))
    construct.node.scope?.node.tryRemoveChild(construct.node.id);
}
