import { NO_RESOURCE } from './escalation-paths.ts';

/** What a power is over: Vouch's way in, what Vouch keeps, what AWS records, and what holds the account in place. */
export type Subject = 'scanner' | 'evidence' | 'record' | 'membership' | 'guardrails';

/** An action by which somebody can blind the scanner or spoil a record. */
export interface Power {
  readonly action: string;
  /** The resources that matter, `{account}` being the principal's own. */
  readonly resource: string;
  readonly over: Subject;
}

/** The role by which Vouch reads an account, whose name the scope file may lengthen. */
const SCANNER_ROLE = 'arn:*:iam::{account}:role/VouchMemberAccess*';
/** Buckets and tables of a deployment are named after its stack, buckets in lower case. */
const EVIDENCE_BUCKET = 'arn:*:s3:::vouch*';
const EVIDENCE_OBJECT = 'arn:*:s3:::vouch*/*';
const EVIDENCE_TABLE = 'arn:*:dynamodb:*:{account}:table/Vouch*';
/** A key that nobody names, hence keys in general: the ids of Vouch's own are not known here. */
const KEY = `arn:*:kms:*:{account}:key/${NO_RESOURCE}`;
const TRAIL = 'arn:*:cloudtrail:*:{account}:trail/*';
const EVENT_STORE = 'arn:*:cloudtrail:*:{account}:eventdatastore/*';
const RECORDER = 'arn:*:config:*:{account}:configuration-recorder/*/*';
const DETECTOR = 'arn:*:guardduty:*:{account}:detector/*';
/** Log groups in general: a program may well delete its own. */
const LOG_GROUP = `arn:*:logs:*:{account}:log-group:${NO_RESOURCE}`;
const SCP = 'arn:*:organizations::*:policy/o-*/*/p-*';

const over = (subject: Subject, resource: string, actions: readonly string[]): readonly Power[] =>
  actions.map((action) => ({ action, resource, over: subject }));

/**
 * The powers with which a principal can blind the scanner or spoil evidence and the security record.
 * What the services themselves say to guard:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export const POWERS: readonly Power[] = [
  ...over('scanner', SCANNER_ROLE, [
    'iam:AttachRolePolicy',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
  ]),
  ...over('evidence', EVIDENCE_BUCKET, [
    's3:DeleteBucketPolicy',
    's3:PutBucketObjectLockConfiguration',
    's3:PutBucketPolicy',
    's3:PutBucketVersioning',
    's3:PutLifecycleConfiguration',
  ]),
  ...over('evidence', EVIDENCE_OBJECT, ['s3:BypassGovernanceRetention', 's3:DeleteObjectVersion']),
  ...over('evidence', EVIDENCE_TABLE, ['dynamodb:DeleteItem', 'dynamodb:DeleteTable', 'dynamodb:PutItem']),
  ...over('evidence', KEY, ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:Sign']),
  ...over('record', TRAIL, [
    'cloudtrail:DeleteTrail',
    'cloudtrail:PutEventSelectors',
    'cloudtrail:StopLogging',
    'cloudtrail:UpdateTrail',
  ]),
  ...over('record', EVENT_STORE, [
    'cloudtrail:DeleteEventDataStore',
    'cloudtrail:StopEventDataStoreIngestion',
    'cloudtrail:UpdateEventDataStore',
  ]),
  ...over('record', RECORDER, [
    'config:DeleteConfigurationRecorder',
    'config:PutConfigurationRecorder',
    'config:StopConfigurationRecorder',
  ]),
  ...over('record', NO_RESOURCE, [
    'config:DeleteDeliveryChannel',
    'config:PutDeliveryChannel',
    'guardduty:DisassociateFromAdministratorAccount',
    'securityhub:DisableSecurityHubV2',
  ]),
  ...over('record', DETECTOR, ['guardduty:DeleteDetector', 'guardduty:UpdateDetector']),
  ...over('record', 'arn:*:securityhub:*:{account}:hub/default', [
    'securityhub:DisableSecurityHub',
    'securityhub:DisassociateFromAdministratorAccount',
  ]),
  ...over('record', LOG_GROUP, ['logs:DeleteLogGroup', 'logs:PutRetentionPolicy']),
  ...over('record', 'arn:*:ec2:*:{account}:vpc-flow-log/*', ['ec2:DeleteFlowLogs']),
  ...over('record', 'arn:*:access-analyzer:*:{account}:analyzer/*', ['access-analyzer:DeleteAnalyzer']),
  ...over('membership', NO_RESOURCE, ['organizations:LeaveOrganization']),
  ...over('guardrails', SCP, [
    'organizations:DeletePolicy',
    'organizations:DetachPolicy',
    'organizations:UpdatePolicy',
  ]),
  ...over('guardrails', 'arn:*:organizations::*:root/o-*/r-*', ['organizations:DisablePolicyType']),
];
