import { Aspects, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CHANNELS } from '#lib/domain/alert.ts';
import { Alarms } from './alarms.ts';
import { Alerts } from './alerts.ts';
import { Announcements } from './announcements.ts';
import { Attribution } from './attribution.ts';
import { Auditor } from './auditor.ts';
import { Changes } from './changes.ts';
import { Functions } from './functions.ts';
import { ManagedGrants } from './managed-grants.ts';
import { deploymentName } from './names.ts';
import { Query } from './query.ts';
import type { RecordStack } from './record.ts';
import { Schedule } from './schedule.ts';
import { SecurityHub } from './security-hub.ts';
import type { Settings } from './settings.ts';
import { Workflow } from './workflow.ts';

/** What is deployed around the record. */
export interface AuditStackProps extends StackProps {
  readonly record: RecordStack;
  readonly settings: Settings;
  /** Folder with a folder for each bundled function, as `bundleFunctions` makes it. */
  readonly code: string;
  /** Name of the role in every scanned account. */
  readonly memberRole: string;
}

/** What workflow and Athena leave behind is for looking into trouble, not for auditors. */
const SCRATCH_KEPT = Duration.days(30);

/** Everything that works on the record: functions, workflow, schedule, alarms, queries. It can be removed and deployed again. */
export class AuditStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { record, settings, code, memberRole, ...props }: AuditStackProps,
  ) {
    super(scope, id, {
      description:
        'Vouch: daily runs over the Organization, alarms, queries. The record is a stack of its own.',
      ...props,
    });
    // Results of the workflow's map go to a bucket in today's way; an older way is the default otherwise.
    this.node.setContext('@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2', true);
    Aspects.of(this).add(new ManagedGrants());
    const deployment = deploymentName(settings);
    const { concurrency, auditor, auditorExternalId } = settings;
    const targetTime = Duration.minutes(settings.targetMinutes);

    const scratch = new Bucket(this, 'Scratch', {
      encryption: BucketEncryption.KMS,
      encryptionKey: record.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: record.accessLogs as IBucket,
      serverAccessLogsPrefix: 'scratch/',
      lifecycleRules: [{ expiration: SCRATCH_KEPT, noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Step Functions reads lists of its own account only.
    // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
    const items = record.archiveAccount === undefined ? record.bucket : (scratch as IBucket);
    const functions = new Functions(this, 'Functions', {
      deployment,
      record,
      items,
      code,
      memberRole,
      concurrency,
      targetTime,
    }).byName;
    const { machine } = new Workflow(this, 'Workflow', {
      deployment,
      record,
      functions,
      items,
      scratch,
      concurrency,
      targetTime,
    });
    const { deadLetters } = new Schedule(this, 'Schedule', { deployment, machine, at: settings.scanAt });
    const announcements = new Announcements(this, 'Announcements', {
      record,
      announcer: functions['announce-drift'],
    });
    const attribution = new Attribution(this, 'Attribution', {
      record,
      attributor: functions['attribute-drift'],
    });
    const alerts = new Alerts(this, 'Alerts', {
      deployment,
      record,
      router: functions['route-alerts'],
      email: settings.alertEmail,
    });
    const { changeRegions, organizationId } = settings;
    const changes =
      changeRegions && organizationId
        ? new Changes(this, 'Changes', {
            record,
            rescanner: functions['rescan-on-change'],
            organizationId,
          })
        : null;
    const { topic } = new Alarms(this, 'Alarms', {
      deployment,
      dataKey: record.dataKey,
      functions,
      machine,
      deadLetters,
      unannounced: announcements.deadLetters,
      unattributed: attribution.deadLetters,
      unalerted: alerts.deadLetters,
      unrescanned: changes?.deadLetters,
      email: settings.alertEmail,
    });
    if (settings.securityHub) new SecurityHub(this, 'SecurityHub', { deployment, record, code, topic });
    const { workGroup } = new Query(this, 'Query', { deployment, record, scratch });
    if (auditor !== undefined && auditorExternalId !== undefined) {
      const { role } = new Auditor(this, 'Auditor', {
        deployment,
        record,
        principal: auditor,
        externalId: auditorExternalId,
        builder: functions['build-bundle'],
      });
      this.output(
        'AuditorRole',
        role.roleArn,
        'Tell the auditor: assume this role with MFA and the external id',
      );
    }

    this.output(
      'StartRun',
      machine.stateMachineArn,
      'First run: aws stepfunctions start-execution --state-machine-arn <this>',
    );
    this.output('AlertTopic', topic.topicArn, 'Subscribe the people who answer alarms to this topic');
    for (const channel of CHANNELS)
      this.output(
        `Alerts${channel}`,
        alerts.topics[channel].topicArn,
        `Subscribe whoever must know of ${channel === 'digest' ? 'what can wait, once a run' : `${channel} drift`}`,
      );
    this.output(
      'BuildBundle',
      functions['build-bundle'].functionName,
      'Invoke with {"from": "2026-01-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"} for a bundle',
    );
    this.output(
      'ManageException',
      functions['manage-exception'].functionName,
      'VOUCH_MANAGE_EXCEPTION for "vouch exceptions": whoever may invoke it may ask, approve and revoke',
    );
    this.output(
      'AcknowledgeAlert',
      functions['acknowledge-alert'].functionName,
      'VOUCH_ACKNOWLEDGE_ALERT for "vouch drift ack": whoever may invoke it may acknowledge alerts',
    );
    this.output(
      'RecordReview',
      functions['record-review'].functionName,
      'VOUCH_RECORD_REVIEW for "vouch access-review record": whoever may invoke it may sign off access reviews',
    );
    this.output('AthenaWorkGroup', workGroup, 'Choose this workgroup in Athena to query the runs');
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
