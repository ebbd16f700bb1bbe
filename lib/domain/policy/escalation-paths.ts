/** What a path does to get further. */
export type PathKind =
  | 'permissions'
  | 'boundary'
  | 'principal'
  | 'trust'
  | 'new workload'
  | 'existing workload';

/** A known way from some permissions to more. */
export interface EscalationPath {
  readonly id: string;
  /** What whoever takes it does, as the end of the sentence "it can ...". */
  readonly title: string;
  readonly kind: PathKind;
  /** Action to the resources on which it is needed, `{account}` being the principal's own. All are needed. */
  readonly needs: Readonly<Record<string, string>>;
  /** The service that must receive the role where one is passed, as `iam:PassedToService` names it. */
  readonly passedTo: string | null;
  /** Where it is published, or the AWS page of what it uses. */
  readonly source: string;
}

/** For actions that know no resources: nothing but a statement on `*` allows them. */
export const NO_RESOURCE = '~';

const own = (service: string, resource: string): string => `arn:*:${service}:*:{account}:${resource}`;
const iam = (resource: string): string => `arn:*:iam::{account}:${resource}`;

const [USER, GROUP, ROLE, POLICY, SAML] = ['user/*', 'group/*', 'role/*', 'policy/*', 'saml-provider/*'].map(
  iam,
) as [string, string, string, string, string];
const PERMISSION_SET = 'arn:*:sso:::permissionSet/*/*';
const INSTANCE = own('ec2', 'instance/*');
const LAUNCH_TEMPLATE = own('ec2', 'launch-template/*');
const FUNCTION = own('lambda', 'function:*');
const JOB = own('glue', 'job/*');
const STACK = own('cloudformation', 'stack/*/*');
const STACK_SET = own('cloudformation', 'stackset/*:*');
const PIPELINE = own('datapipeline', 'pipeline/*');
const PROJECT = own('codebuild', 'project/*');
const NOTEBOOK = own('sagemaker', 'notebook-instance/*');
const MODEL_PIPELINE = own('sagemaker', 'pipeline/*');
const USER_PROFILE = own('sagemaker', 'user-profile/*/*');
const TASK = own('ecs', 'task-definition/*:*');
const SERVICE = own('ecs', 'service/*/*');
const STATE_MACHINE = own('states', 'stateMachine:*');
const DOCUMENT = own('ssm', 'document/*');
const ASSOCIATION = own('ssm', 'association/*');
const CODE_PIPELINE = own('codepipeline', '*');
const CANARY = own('synthetics', 'canary:*');
const INTERPRETER = own('bedrock-agentcore', 'code-interpreter-custom/*');
const BROWSER = own('bedrock-agentcore', 'browser-custom/*');
const RUNTIME = own('bedrock-agentcore', 'runtime/*');
const APPLICATION_VERSION = own('elasticbeanstalk', 'applicationversion/*/*');
const ENVIRONMENT = own('elasticbeanstalk', 'environment/*/*');
const ANALYTICS = own('kinesisanalytics', 'application/*');
const CLUSTER = own('eks', 'cluster/*');
const AIRFLOW = own('airflow', 'environment/*');

type Needs = EscalationPath['needs'];
/** One entry a path: id, title, needs, and its number at pathfinding.cloud or the address of another source. */
type Entry = readonly [id: string, title: string, needs: Needs, source: string];
/** The same where a role is passed: the service that receives it comes last. */
type Passing = readonly [...Entry, passedTo: string];

const published = (source: string): string =>
  source.startsWith('https:') ? source : `https://pathfinding.cloud/paths/${source}`;
const aws = (page: string): string => `https://docs.aws.amazon.com/${page}`;

const paths = (kind: PathKind, entries: readonly Entry[]): readonly EscalationPath[] =>
  entries.map(([id, title, needs, source]) => ({
    id,
    title,
    kind,
    needs,
    passedTo: null,
    source: published(source),
  }));

const passing = (entries: readonly Passing[]): readonly EscalationPath[] =>
  entries.map(([id, title, needs, source, service]) => ({
    id,
    title,
    kind: 'new workload',
    needs: { 'iam:PassRole': ROLE, ...needs },
    passedTo: `${service}.amazonaws.com`,
    source: published(source),
  }));

/**
 * The published ways to more permissions in AWS. Taking a role that one may assume is none: its trust policy says so.
 * Collections: https://pathfinding.cloud and
 * https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...paths('permissions', [
    ['create-policy-version', 'rewrite a managed policy', { 'iam:CreatePolicyVersion': POLICY }, 'iam-001'],
    [
      'set-default-policy-version',
      'put an older, wider version of a managed policy in force',
      { 'iam:SetDefaultPolicyVersion': POLICY },
      'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
    ],
    ['attach-user-policy', 'attach any policy to a user', { 'iam:AttachUserPolicy': USER }, 'iam-008'],
    ['attach-group-policy', 'attach any policy to a group', { 'iam:AttachGroupPolicy': GROUP }, 'iam-010'],
    ['attach-role-policy', 'attach any policy to a role', { 'iam:AttachRolePolicy': ROLE }, 'iam-009'],
    ['put-user-policy', 'write any policy into a user', { 'iam:PutUserPolicy': USER }, 'iam-007'],
    ['put-group-policy', 'write any policy into a group', { 'iam:PutGroupPolicy': GROUP }, 'iam-011'],
    ['put-role-policy', 'write any policy into a role', { 'iam:PutRolePolicy': ROLE }, 'iam-005'],
    [
      'attach-permission-set-policy',
      'attach any AWS policy to a permission set and roll it out',
      {
        'sso:AttachManagedPolicyToPermissionSet': PERMISSION_SET,
        'sso:ProvisionPermissionSet': PERMISSION_SET,
      },
      aws('singlesignon/latest/APIReference/API_AttachManagedPolicyToPermissionSet.html'),
    ],
    [
      'put-permission-set-policy',
      'write any policy into a permission set and roll it out',
      { 'sso:PutInlinePolicyToPermissionSet': PERMISSION_SET, 'sso:ProvisionPermissionSet': PERMISSION_SET },
      aws('singlesignon/latest/APIReference/API_PutInlinePolicyToPermissionSet.html'),
    ],
    [
      'reference-permission-set-policy',
      'let a permission set refer to any policy of the accounts and roll it out',
      {
        'sso:AttachCustomerManagedPolicyReferenceToPermissionSet': PERMISSION_SET,
        'sso:ProvisionPermissionSet': PERMISSION_SET,
      },
      aws('singlesignon/latest/APIReference/API_AttachCustomerManagedPolicyReferenceToPermissionSet.html'),
    ],
  ]),
  ...paths('boundary', [
    [
      'delete-user-boundary',
      'remove the permissions boundary of a user',
      { 'iam:DeleteUserPermissionsBoundary': USER },
      aws('IAM/latest/UserGuide/access_policies_boundaries.html'),
    ],
    [
      'delete-role-boundary',
      'remove the permissions boundary of a role',
      { 'iam:DeleteRolePermissionsBoundary': ROLE },
      aws('IAM/latest/UserGuide/access_policies_boundaries.html'),
    ],
    [
      'replace-user-boundary',
      'give a user a wider permissions boundary',
      { 'iam:PutUserPermissionsBoundary': USER },
      aws('IAM/latest/APIReference/API_PutUserPermissionsBoundary.html'),
    ],
    [
      'replace-role-boundary',
      'give a role a wider permissions boundary',
      { 'iam:PutRolePermissionsBoundary': ROLE },
      aws('IAM/latest/APIReference/API_PutRolePermissionsBoundary.html'),
    ],
    [
      'delete-permission-set-boundary',
      'remove the permissions boundary of a permission set and roll it out',
      {
        'sso:DeletePermissionsBoundaryFromPermissionSet': PERMISSION_SET,
        'sso:ProvisionPermissionSet': PERMISSION_SET,
      },
      aws('singlesignon/latest/APIReference/API_DeletePermissionsBoundaryFromPermissionSet.html'),
    ],
  ]),
  ...paths('principal', [
    ['create-access-key', 'make an access key of another user', { 'iam:CreateAccessKey': USER }, 'iam-002'],
    [
      'create-login-profile',
      'set a first password for another user',
      { 'iam:CreateLoginProfile': USER },
      'iam-004',
    ],
    [
      'update-login-profile',
      'change the password of another user',
      { 'iam:UpdateLoginProfile': USER },
      'iam-006',
    ],
    ['add-user-to-group', 'put a user into another group', { 'iam:AddUserToGroup': GROUP }, 'iam-013'],
    [
      'create-service-credential',
      'make credentials of another user for CodeCommit, Keyspaces or Bedrock',
      { 'iam:CreateServiceSpecificCredential': USER },
      aws('IAM/latest/APIReference/API_CreateServiceSpecificCredential.html'),
    ],
    [
      'reset-service-credential',
      'reset the credentials of another user for CodeCommit, Keyspaces or Bedrock',
      { 'iam:ResetServiceSpecificCredential': USER },
      aws('IAM/latest/APIReference/API_ResetServiceSpecificCredential.html'),
    ],
    [
      'upload-ssh-key',
      'register an SSH key with which to act as another user in CodeCommit',
      { 'iam:UploadSSHPublicKey': USER },
      aws('IAM/latest/APIReference/API_UploadSSHPublicKey.html'),
    ],
    [
      'replace-second-factor',
      'replace the second factor of another user',
      {
        'iam:DeactivateMFADevice': USER,
        'iam:EnableMFADevice': USER,
        'iam:CreateVirtualMFADevice': iam('mfa/*'),
      },
      aws('IAM/latest/APIReference/API_EnableMFADevice.html'),
    ],
    [
      'assign-permission-set',
      'assign any permission set to itself in an account',
      { 'sso:CreateAccountAssignment': PERMISSION_SET },
      aws('singlesignon/latest/APIReference/API_CreateAccountAssignment.html'),
    ],
    [
      'join-directory-group',
      'put a person into any group of the directory',
      { 'identitystore:CreateGroupMembership': 'arn:*:identitystore:::group/*' },
      aws('singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership.html'),
    ],
    [
      'join-directory-group-in-console',
      'put a person into any group of the directory with the action that the console uses',
      { 'sso-directory:AddMemberToGroup': NO_RESOURCE },
      aws('service-authorization/latest/reference/list_awsiamidentitycenterdirectory.html'),
    ],
    [
      'reset-directory-password',
      'reset the password of another person in the directory',
      { 'sso-directory:UpdatePassword': NO_RESOURCE },
      aws('service-authorization/latest/reference/list_awsiamidentitycenterdirectory.html'),
    ],
  ]),
  ...paths('trust', [
    [
      'update-role-trust',
      'let itself into a role by its trust policy',
      { 'iam:UpdateAssumeRolePolicy': ROLE },
      'iam-012',
    ],
    [
      'update-saml-provider',
      'make its own identity provider the trusted one',
      { 'iam:UpdateSAMLProvider': SAML },
      aws('IAM/latest/APIReference/API_UpdateSAMLProvider.html'),
    ],
    [
      'recreate-saml-provider',
      'delete a trusted identity provider and make its own under the same name',
      { 'iam:DeleteSAMLProvider': SAML, 'iam:CreateSAMLProvider': SAML },
      aws('IAM/latest/APIReference/API_CreateSAMLProvider.html'),
    ],
    [
      'update-oidc-thumbprint',
      'let a server of its own stand in for a trusted OpenID provider',
      { 'iam:UpdateOpenIDConnectProviderThumbprint': iam('oidc-provider/*') },
      aws('IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html'),
    ],
    [
      'create-trust-anchor',
      'let a certificate authority of its own into roles of IAM Roles Anywhere',
      { 'rolesanywhere:CreateTrustAnchor': NO_RESOURCE },
      aws('rolesanywhere/latest/APIReference/API_CreateTrustAnchor.html'),
    ],
    [
      'update-trust-anchor',
      'replace the certificate authority of a trust anchor',
      { 'rolesanywhere:UpdateTrustAnchor': own('rolesanywhere', 'trust-anchor/*') },
      aws('rolesanywhere/latest/APIReference/API_UpdateTrustAnchor.html'),
    ],
  ]),
  ...passing([
    ['pass-to-ec2', 'start an instance with a role', { 'ec2:RunInstances': INSTANCE }, 'ec2-001', 'ec2'],
    [
      'pass-to-ec2-spot',
      'request spot instances with a role',
      { 'ec2:RequestSpotInstances': own('ec2', 'spot-instances-request/*') },
      'ec2-004',
      'ec2',
    ],
    [
      'pass-to-ec2-running',
      'give a role to a running instance',
      { 'ec2:AssociateIamInstanceProfile': INSTANCE },
      aws('AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html'),
      'ec2',
    ],
    [
      'pass-to-ec2-replacing',
      'replace the role of a running instance',
      { 'ec2:ReplaceIamInstanceProfileAssociation': INSTANCE },
      'ec2-002',
      'ec2',
    ],
    [
      'pass-to-launch-template',
      'write a role into a launch template that instances start from',
      { 'ec2:CreateLaunchTemplateVersion': LAUNCH_TEMPLATE, 'ec2:ModifyLaunchTemplate': LAUNCH_TEMPLATE },
      'ec2-005',
      'ec2',
    ],
    [
      'pass-to-auto-scaling',
      'start instances with a role by an Auto Scaling group',
      {
        'autoscaling:CreateLaunchConfiguration': own(
          'autoscaling',
          'launchConfiguration:*:launchConfigurationName/*',
        ),
        'autoscaling:CreateAutoScalingGroup': own('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*'),
      },
      aws('autoscaling/ec2/userguide/us-iam-role.html'),
      'ec2',
    ],
    [
      'pass-to-lambda',
      'make and call a function with a role',
      { 'lambda:CreateFunction': FUNCTION, 'lambda:InvokeFunction': FUNCTION },
      'lambda-001',
      'lambda',
    ],
    [
      'pass-to-lambda-event-source',
      'make a function with a role and let a stream or queue call it',
      { 'lambda:CreateFunction': FUNCTION, 'lambda:CreateEventSourceMapping': NO_RESOURCE },
      'lambda-002',
      'lambda',
    ],
    [
      'pass-to-lambda-outside-caller',
      'make a function with a role and let an outsider call it',
      { 'lambda:CreateFunction': FUNCTION, 'lambda:AddPermission': FUNCTION },
      'lambda-006',
      'lambda',
    ],
    [
      'pass-to-lambda-existing',
      'give a role and new code to an existing function',
      { 'lambda:UpdateFunctionConfiguration': FUNCTION, 'lambda:UpdateFunctionCode': FUNCTION },
      aws('lambda/latest/api/API_UpdateFunctionConfiguration.html'),
      'lambda',
    ],
    [
      'pass-to-glue-endpoint',
      'make a Glue development endpoint with a role',
      { 'glue:CreateDevEndpoint': NO_RESOURCE },
      'glue-001',
      'glue',
    ],
    [
      'pass-to-glue-job',
      'make and start a Glue job with a role',
      { 'glue:CreateJob': JOB, 'glue:StartJobRun': JOB },
      'glue-003',
      'glue',
    ],
    [
      'pass-to-glue-job-trigger',
      'make a Glue job with a role and a trigger that starts it',
      { 'glue:CreateJob': JOB, 'glue:CreateTrigger': own('glue', 'trigger/*') },
      'glue-004',
      'glue',
    ],
    [
      'pass-to-glue-job-existing',
      'give a role and a script to an existing Glue job and start it',
      { 'glue:UpdateJob': JOB, 'glue:StartJobRun': JOB },
      'glue-005',
      'glue',
    ],
    [
      'pass-to-glue-job-existing-trigger',
      'give a role and a script to an existing Glue job and let a trigger start it',
      { 'glue:UpdateJob': JOB, 'glue:CreateTrigger': own('glue', 'trigger/*') },
      'glue-006',
      'glue',
    ],
    [
      'pass-to-glue-session',
      'run code in an interactive Glue session with a role',
      { 'glue:CreateSession': own('glue', 'session/*'), 'glue:RunStatement': own('glue', 'session/*') },
      'glue-007',
      'glue',
    ],
    [
      'pass-to-cloudformation',
      'make a stack with a role',
      { 'cloudformation:CreateStack': STACK },
      'cloudformation-001',
      'cloudformation',
    ],
    [
      'pass-to-cloudformation-update',
      'update a stack with another role',
      { 'cloudformation:UpdateStack': STACK },
      aws('AWSCloudFormation/latest/APIReference/API_UpdateStack.html'),
      'cloudformation',
    ],
    [
      'pass-to-cloudformation-change-set',
      'run a change set with a role',
      { 'cloudformation:CreateChangeSet': STACK, 'cloudformation:ExecuteChangeSet': STACK },
      aws('AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html'),
      'cloudformation',
    ],
    [
      'pass-to-stack-set',
      'make a stack set with a role and instances of it',
      { 'cloudformation:CreateStackSet': NO_RESOURCE, 'cloudformation:CreateStackInstances': STACK_SET },
      'cloudformation-003',
      'cloudformation',
    ],
    [
      'pass-to-stack-set-update',
      'update a stack set with another role',
      { 'cloudformation:UpdateStackSet': STACK_SET },
      'cloudformation-004',
      'cloudformation',
    ],
    [
      'pass-to-data-pipeline',
      'run a data pipeline with a role',
      {
        'datapipeline:CreatePipeline': NO_RESOURCE,
        'datapipeline:PutPipelineDefinition': PIPELINE,
        'datapipeline:ActivatePipeline': PIPELINE,
      },
      'datapipeline-001',
      'datapipeline',
    ],
    [
      'pass-to-notebook',
      'make a SageMaker notebook with a role and open it',
      {
        'sagemaker:CreateNotebookInstance': NOTEBOOK,
        'sagemaker:CreatePresignedNotebookInstanceUrl': NOTEBOOK,
      },
      'sagemaker-001',
      'sagemaker',
    ],
    [
      'pass-to-studio',
      'make a SageMaker Studio profile with a role and open it',
      { 'sagemaker:CreateUserProfile': USER_PROFILE, 'sagemaker:CreatePresignedDomainUrl': USER_PROFILE },
      aws('sagemaker/latest/APIReference/API_CreateUserProfile.html'),
      'sagemaker',
    ],
    [
      'pass-to-training',
      'train a model with a role and code of its own',
      { 'sagemaker:CreateTrainingJob': own('sagemaker', 'training-job/*') },
      'sagemaker-002',
      'sagemaker',
    ],
    [
      'pass-to-processing',
      'run a SageMaker processing job with a role',
      { 'sagemaker:CreateProcessingJob': own('sagemaker', 'processing-job/*') },
      'https://pathfinding.cloud/paths/sagemaker-003',
      'sagemaker',
    ],
    [
      'pass-to-tuning',
      'tune a model with a role and code of its own',
      { 'sagemaker:CreateHyperParameterTuningJob': own('sagemaker', 'hyper-parameter-tuning-job/*') },
      'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation-part-2/',
      'sagemaker',
    ],
    [
      'pass-to-model-endpoint',
      'serve a model with a role and a container of its own',
      {
        'sagemaker:CreateModel': own('sagemaker', 'model/*'),
        'sagemaker:CreateEndpointConfig': own('sagemaker', 'endpoint-config/*'),
        'sagemaker:CreateEndpoint': own('sagemaker', 'endpoint/*'),
      },
      aws('sagemaker/latest/APIReference/API_CreateModel.html'),
      'sagemaker',
    ],
    [
      'pass-to-model-pipeline',
      'run a SageMaker pipeline with a role',
      { 'sagemaker:CreatePipeline': MODEL_PIPELINE, 'sagemaker:StartPipelineExecution': MODEL_PIPELINE },
      aws('sagemaker/latest/APIReference/API_CreatePipeline.html'),
      'sagemaker',
    ],
    [
      'pass-to-codebuild',
      'make and start a build project with a role',
      { 'codebuild:CreateProject': PROJECT, 'codebuild:StartBuild': PROJECT },
      'codebuild-001',
      'codebuild',
    ],
    [
      'pass-to-codebuild-batch',
      'make a build project with a role and start a batch of it',
      { 'codebuild:CreateProject': PROJECT, 'codebuild:StartBuildBatch': PROJECT },
      'codebuild-004',
      'codebuild',
    ],
    [
      'pass-to-codebuild-existing',
      'give another role to a build project and start it',
      { 'codebuild:UpdateProject': PROJECT, 'codebuild:StartBuild': PROJECT },
      aws('codebuild/latest/APIReference/API_UpdateProject.html'),
      'codebuild',
    ],
    [
      'pass-to-ecs-task',
      'run a container task with a role',
      { 'ecs:RegisterTaskDefinition': TASK, 'ecs:RunTask': TASK },
      'ecs-004',
      'ecs-tasks',
    ],
    [
      'pass-to-ecs-instance-task',
      'start a container task with a role on a container instance',
      { 'ecs:RegisterTaskDefinition': TASK, 'ecs:StartTask': TASK },
      'ecs-005',
      'ecs-tasks',
    ],
    [
      'pass-to-ecs-service',
      'make a container service with a role',
      { 'ecs:RegisterTaskDefinition': TASK, 'ecs:CreateService': SERVICE },
      'ecs-003',
      'ecs-tasks',
    ],
    [
      'pass-to-ecs-service-existing',
      'give a task with a role to an existing container service',
      { 'ecs:RegisterTaskDefinition': TASK, 'ecs:UpdateService': SERVICE },
      aws('AmazonECS/latest/APIReference/API_UpdateService.html'),
      'ecs-tasks',
    ],
    [
      'pass-to-ecs-override',
      'run an existing container task with another role and command',
      { 'ecs:RunTask': TASK },
      'ecs-008',
      'ecs-tasks',
    ],
    [
      'pass-to-emr',
      'start an EMR cluster with a role for its machines',
      { 'elasticmapreduce:RunJobFlow': NO_RESOURCE },
      'emr-001',
      'ec2',
    ],
    [
      'pass-to-emr-serverless',
      'run a job of EMR Serverless with a role',
      {
        'emr-serverless:CreateApplication': NO_RESOURCE,
        'emr-serverless:StartJobRun': own('emr-serverless', '/applications/*'),
      },
      'emrserverless-001',
      'emr-serverless',
    ],
    [
      'pass-to-app-runner',
      'make an App Runner service with a role',
      { 'apprunner:CreateService': own('apprunner', 'service/*/*') },
      'apprunner-001',
      'tasks.apprunner',
    ],
    [
      'pass-to-code-interpreter',
      'run code in an AgentCore interpreter with a role',
      {
        'bedrock-agentcore:CreateCodeInterpreter': NO_RESOURCE,
        'bedrock-agentcore:StartCodeInterpreterSession': INTERPRETER,
        'bedrock-agentcore:InvokeCodeInterpreter': INTERPRETER,
      },
      'bedrock-001',
      'bedrock-agentcore',
    ],
    [
      'pass-to-agent-runtime',
      'make and call an AgentCore runtime with a role',
      {
        'bedrock-agentcore:CreateAgentRuntime': NO_RESOURCE,
        'bedrock-agentcore:InvokeAgentRuntime': RUNTIME,
      },
      aws('bedrock-agentcore/latest/devguide/runtime-permissions.html'),
      'bedrock-agentcore',
    ],
    [
      'pass-to-agent-browser',
      'drive an AgentCore browser with a role',
      {
        'bedrock-agentcore:CreateBrowser': NO_RESOURCE,
        'bedrock-agentcore:StartBrowserSession': BROWSER,
        'bedrock-agentcore:ConnectBrowserAutomationStream': NO_RESOURCE,
      },
      'bedrock-006',
      'bedrock-agentcore',
    ],
    [
      'pass-to-batch',
      'run a batch job with a role',
      {
        'batch:RegisterJobDefinition': own('batch', 'job-definition/*'),
        'batch:SubmitJob': own('batch', 'job-queue/*'),
      },
      'batch-001',
      'ecs-tasks',
    ],
    [
      'pass-to-step-functions',
      'make and run a state machine with a role',
      { 'states:CreateStateMachine': STATE_MACHINE, 'states:StartExecution': STATE_MACHINE },
      'stepfunctions-001',
      'states',
    ],
    [
      'pass-to-step-functions-existing',
      'give another role and definition to a state machine and run it',
      { 'states:UpdateStateMachine': STATE_MACHINE, 'states:StartExecution': STATE_MACHINE },
      aws('step-functions/latest/apireference/API_UpdateStateMachine.html'),
      'states',
    ],
    [
      'pass-to-step-functions-test',
      'test one state with a role, which does what the state says',
      { 'states:TestState': NO_RESOURCE },
      aws('step-functions/latest/apireference/API_TestState.html'),
      'states',
    ],
    [
      'pass-to-image-builder',
      'build an image on a machine with a role',
      {
        'imagebuilder:CreateInfrastructureConfiguration': own(
          'imagebuilder',
          'infrastructure-configuration/*',
        ),
        'imagebuilder:CreateImage': own('imagebuilder', 'image/*/*/*'),
      },
      'imagebuilder-001',
      'ec2',
    ],
    [
      'pass-to-automation',
      'run a Systems Manager automation with a role',
      { 'ssm:StartAutomationExecution': DOCUMENT },
      'ssm-003',
      'ssm',
    ],
    [
      'pass-to-braket',
      'run a hybrid job of Braket with a role',
      { 'braket:CreateJob': own('braket', 'job/*') },
      'braket-001',
      'braket',
    ],
    [
      'pass-to-identity-pool',
      'give a role to everyone who signs in to an identity pool',
      { 'cognito-identity:SetIdentityPoolRoles': NO_RESOURCE },
      'cognitoidentity-001',
      'cognito-identity',
    ],
    [
      'pass-to-gamelift',
      'start a GameLift fleet with a role',
      { 'gamelift:CreateBuild': NO_RESOURCE, 'gamelift:CreateFleet': NO_RESOURCE },
      'gamelift-001',
      'gamelift',
    ],
    [
      'pass-to-stream-analytics',
      'run a stream application with a role',
      { 'kinesisanalytics:CreateApplication': NO_RESOURCE, 'kinesisanalytics:StartApplication': ANALYTICS },
      'kinesisanalytics-001',
      'kinesisanalytics',
    ],
    [
      'pass-to-omics',
      'run a HealthOmics workflow with a role',
      { 'omics:CreateWorkflow': NO_RESOURCE, 'omics:StartRun': own('omics', 'run/*') },
      'omics-001',
      'omics',
    ],
    [
      'pass-to-scheduler',
      'schedule any API call with a role',
      { 'scheduler:CreateSchedule': own('scheduler', 'schedule/*/*') },
      'scheduler-001',
      'scheduler',
    ],
    [
      'pass-to-scheduler-existing',
      'change a schedule to any API call with a role',
      { 'scheduler:UpdateSchedule': own('scheduler', 'schedule/*/*') },
      aws('scheduler/latest/APIReference/API_UpdateSchedule.html'),
      'scheduler',
    ],
    [
      'pass-to-amplify',
      'build an Amplify application with a role',
      {
        'amplify:CreateApp': NO_RESOURCE,
        'amplify:CreateBranch': own('amplify', 'apps/*/branches/*'),
        'amplify:StartJob': own('amplify', 'apps/*/branches/*/jobs/*'),
      },
      'amplify-001',
      'amplify',
    ],
    [
      'pass-to-elastic-beanstalk',
      'start a Beanstalk environment with a role for its machines',
      {
        'elasticbeanstalk:CreateApplicationVersion': APPLICATION_VERSION,
        'elasticbeanstalk:CreateEnvironment': ENVIRONMENT,
      },
      aws('elasticbeanstalk/latest/dg/iam-instanceprofile.html'),
      'ec2',
    ],
    [
      'pass-to-codepipeline',
      'make a pipeline with a role; it runs as soon as it is made',
      { 'codepipeline:CreatePipeline': CODE_PIPELINE },
      aws('codepipeline/latest/APIReference/API_CreatePipeline.html'),
      'codepipeline',
    ],
    [
      'pass-to-codepipeline-existing',
      'give another role to a pipeline and start it',
      { 'codepipeline:UpdatePipeline': CODE_PIPELINE, 'codepipeline:StartPipelineExecution': CODE_PIPELINE },
      aws('codepipeline/latest/APIReference/API_UpdatePipeline.html'),
      'codepipeline',
    ],
    [
      'pass-to-canary',
      'run a canary with a role and a script of its own',
      { 'synthetics:CreateCanary': NO_RESOURCE, 'synthetics:StartCanary': CANARY },
      aws('AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html'),
      'lambda',
    ],
    [
      'pass-to-airflow',
      'make an Airflow environment with a role',
      { 'airflow:CreateEnvironment': AIRFLOW },
      aws('mwaa/latest/userguide/mwaa-create-role.html'),
      'airflow',
    ],
    [
      'pass-to-appstream',
      'open an AppStream image builder with a role',
      {
        'appstream:CreateImageBuilder': own('appstream', 'image-builder/*'),
        'appstream:CreateImageBuilderStreamingURL': own('appstream', 'image-builder/*'),
      },
      aws(
        'appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances.html',
      ),
      'appstream',
    ],
    [
      'pass-to-roles-anywhere',
      'make a profile with a role and a trust anchor that opens it',
      { 'rolesanywhere:CreateProfile': NO_RESOURCE, 'rolesanywhere:CreateTrustAnchor': NO_RESOURCE },
      aws('rolesanywhere/latest/APIReference/API_CreateProfile.html'),
      'rolesanywhere',
    ],
    [
      'pass-to-pods',
      'give a role to pods of a cluster',
      { 'eks:CreatePodIdentityAssociation': CLUSTER },
      aws('eks/latest/APIReference/API_CreatePodIdentityAssociation.html'),
      'pods.eks',
    ],
  ]),
  ...paths('existing workload', [
    [
      'change-user-data',
      'change what an instance runs when it starts, and restart it',
      {
        'ec2:ModifyInstanceAttribute': INSTANCE,
        'ec2:StopInstances': INSTANCE,
        'ec2:StartInstances': INSTANCE,
      },
      'https://hackingthe.cloud/aws/exploitation/local_ec2_priv_esc_through_user_data/',
    ],
    [
      'instance-connect',
      'sign in to an instance with a key of its own',
      { 'ec2-instance-connect:SendSSHPublicKey': INSTANCE },
      'ec2-003',
    ],
    [
      'serial-console',
      'sign in to an instance by its serial console',
      { 'ec2-instance-connect:SendSerialConsoleSSHPublicKey': INSTANCE },
      aws('AWSEC2/latest/UserGuide/ec2-serial-console.html'),
    ],
    ['start-session', 'open a shell on an instance', { 'ssm:StartSession': INSTANCE }, 'ssm-001'],
    ['send-command', 'run commands on an instance', { 'ssm:SendCommand': INSTANCE }, 'ssm-002'],
    [
      'create-association',
      'have the agent of an instance run commands on a schedule',
      { 'ssm:CreateAssociation': INSTANCE },
      aws('systems-manager/latest/APIReference/API_CreateAssociation.html'),
    ],
    [
      'update-association',
      'change what the agents of instances run on a schedule',
      { 'ssm:UpdateAssociation': ASSOCIATION },
      aws('systems-manager/latest/APIReference/API_UpdateAssociation.html'),
    ],
    [
      'update-document',
      'change a document that instances or automations run',
      { 'ssm:UpdateDocument': DOCUMENT, 'ssm:UpdateDocumentDefaultVersion': DOCUMENT },
      aws('systems-manager/latest/APIReference/API_UpdateDocument.html'),
    ],
    [
      'update-function-code',
      'replace the code of a function',
      { 'lambda:UpdateFunctionCode': FUNCTION },
      'lambda-003',
    ],
    [
      'update-function-configuration',
      'put a layer of its own under a function',
      { 'lambda:UpdateFunctionConfiguration': FUNCTION },
      'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation-part-2/',
    ],
    [
      'update-glue-endpoint',
      'sign in to a Glue development endpoint with a key of its own',
      { 'glue:UpdateDevEndpoint': own('glue', 'devEndpoint/*') },
      'https://pathfinding.cloud/paths/glue-002',
    ],
    [
      'run-glue-statement',
      'run code in the Glue session of another',
      { 'glue:RunStatement': own('glue', 'session/*') },
      aws('glue/latest/webapi/API_RunStatement.html'),
    ],
    [
      'update-stack',
      'update a stack that has a role',
      { 'cloudformation:UpdateStack': STACK },
      'cloudformation-002',
    ],
    [
      'execute-change-set',
      'change a stack that has a role by a change set',
      { 'cloudformation:CreateChangeSet': STACK, 'cloudformation:ExecuteChangeSet': STACK },
      'cloudformation-005',
    ],
    [
      'update-stack-set',
      'update a stack set that has a role',
      { 'cloudformation:UpdateStackSet': STACK_SET },
      aws('AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html'),
    ],
    [
      'open-notebook',
      'open the SageMaker notebook of another',
      { 'sagemaker:CreatePresignedNotebookInstanceUrl': NOTEBOOK },
      'sagemaker-004',
    ],
    [
      'open-studio',
      'open the SageMaker Studio of another',
      { 'sagemaker:CreatePresignedDomainUrl': USER_PROFILE },
      aws('sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html'),
    ],
    [
      'change-notebook-start',
      'change what a notebook runs when it starts, and restart it',
      {
        'sagemaker:UpdateNotebookInstanceLifecycleConfig': own(
          'sagemaker',
          'notebook-instance-lifecycle-config/*',
        ),
        'sagemaker:StopNotebookInstance': NOTEBOOK,
        'sagemaker:StartNotebookInstance': NOTEBOOK,
      },
      'sagemaker-005',
    ],
    [
      'change-model-pipeline',
      'change a SageMaker pipeline and run it',
      { 'sagemaker:UpdatePipeline': MODEL_PIPELINE, 'sagemaker:StartPipelineExecution': MODEL_PIPELINE },
      aws('sagemaker/latest/APIReference/API_UpdatePipeline.html'),
    ],
    [
      'start-build',
      'start a build with commands of its own',
      { 'codebuild:StartBuild': PROJECT },
      'codebuild-002',
    ],
    [
      'start-build-batch',
      'start a batch of builds with commands of its own',
      { 'codebuild:StartBuildBatch': PROJECT },
      'codebuild-003',
    ],
    [
      'ecs-execute-command',
      'open a shell in a container',
      { 'ecs:ExecuteCommand': own('ecs', 'task/*/*') },
      'ecs-006',
    ],
    [
      'emr-add-step',
      'run a step of its own on a cluster of EMR',
      { 'elasticmapreduce:AddJobFlowSteps': own('elasticmapreduce', 'cluster/*') },
      aws('emr/latest/APIReference/API_AddJobFlowSteps.html'),
    ],
    [
      'emr-containers-job',
      'run a job of its own on a virtual cluster of EMR',
      { 'emr-containers:StartJobRun': own('emr-containers', '/virtualclusters/*') },
      aws('emr-on-eks/latest/APIReference/API_StartJobRun.html'),
    ],
    [
      'update-app-runner',
      'replace the image of an App Runner service',
      { 'apprunner:UpdateService': own('apprunner', 'service/*/*') },
      'apprunner-002',
    ],
    [
      'use-code-interpreter',
      'run code in an AgentCore interpreter that has a role',
      {
        'bedrock-agentcore:StartCodeInterpreterSession': INTERPRETER,
        'bedrock-agentcore:InvokeCodeInterpreter': INTERPRETER,
      },
      'bedrock-002',
    ],
    [
      'use-agent-browser',
      'drive an AgentCore browser that has a role',
      {
        'bedrock-agentcore:StartBrowserSession': BROWSER,
        'bedrock-agentcore:ConnectBrowserAutomationStream': NO_RESOURCE,
      },
      'bedrock-007',
    ],
    [
      'submit-batch-job',
      'run a job definition that has a role with a command of its own',
      { 'batch:SubmitJob': own('batch', 'job-queue/*') },
      'batch-002',
    ],
    [
      'update-state-machine',
      'change what a state machine does and run it',
      { 'states:UpdateStateMachine': STATE_MACHINE, 'states:StartExecution': STATE_MACHINE },
      'stepfunctions-002',
    ],
    [
      'code-deploy',
      'deploy a revision of its own to machines that have a role',
      { 'codedeploy:CreateDeployment': own('codedeploy', 'deploymentgroup:*/*') },
      'codedeploy-001',
    ],
    [
      'update-beanstalk',
      'deploy a version of its own to a Beanstalk environment',
      {
        'elasticbeanstalk:CreateApplicationVersion': APPLICATION_VERSION,
        'elasticbeanstalk:UpdateEnvironment': ENVIRONMENT,
      },
      aws('elasticbeanstalk/latest/api/API_UpdateEnvironment.html'),
    ],
    [
      'update-pipeline',
      'change what a pipeline does and start it',
      { 'codepipeline:UpdatePipeline': CODE_PIPELINE, 'codepipeline:StartPipelineExecution': CODE_PIPELINE },
      aws('codepipeline/latest/APIReference/API_StartPipelineExecution.html'),
    ],
    [
      'update-canary',
      'change the script of a canary',
      { 'synthetics:UpdateCanary': CANARY },
      aws('AmazonSynthetics/latest/APIReference/API_UpdateCanary.html'),
    ],
    [
      'enter-cluster',
      'make itself administrator of a Kubernetes cluster',
      {
        'eks:CreateAccessEntry': CLUSTER,
        'eks:AssociateAccessPolicy': own('eks', 'access-entry/*/*/*/*/*'),
      },
      aws('eks/latest/APIReference/API_AssociateAccessPolicy.html'),
    ],
  ]),
];
