/**
 * Services that say on whose behalf they assume a role (aws:SourceAccount, aws:SourceArn), and for whose roles AWS's
 * documentation makes that a condition; by the first part of their principal, with the page under docs.aws.amazon.com.
 * Services that assume a role only for a thing of the role's own account, such as EC2 and Lambda, say nothing, so that
 * such a condition would lock them out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const DEPUTIES: readonly string[] = [
  'bedrock', // bedrock/latest/userguide/cross-service-confused-deputy-prevention.html
  'codebuild', // codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
  'config', // config/latest/developerguide/iamrole-permissions.html
  'datasync', // datasync/latest/userguide/cross-service-confused-deputy-prevention.html
  'events', // eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
  'iot', // iot/latest/developerguide/cross-service-confused-deputy-prevention.html
  'logs', // AmazonCloudWatch/latest/logs/SubscriptionFilters.html
  'personalize', // personalize/latest/dg/cross-service-confused-deputy-prevention.html
  'pipes', // eventbridge/latest/userguide/eb-pipes-permissions.html
  'sagemaker', // sagemaker/latest/dg/security-confused-deputy-prevention.html
  'scheduler', // scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  'ssm', // systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html
  'states', // step-functions/latest/dg/procedure-create-iam-role.html
  'transfer', // transfer/latest/userguide/confused-deputy.html
  'vpc-flow-logs', // vpc/latest/userguide/flow-logs-iam-role.html
];

/** Whether a service, by its principal such as `states.eu-west-1.amazonaws.com`, can tell on whose behalf it acts. */
export const tellsForWhom = (principal: string): boolean =>
  principal === '*' || DEPUTIES.includes(principal.split('.')[0] ?? '');
