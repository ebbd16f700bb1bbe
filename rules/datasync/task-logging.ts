import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'datasync-task-logging',
  title: 'Transfers of files log to CloudWatch Logs',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::DataSync::Task',
  reads: ['logGroup', 'logLevel'],
  controls: ['service-logging', 'data-movement'],
  risk: 'Nobody can tell afterwards which files were moved to where, or which were left out.',
  remediation: {
    text: 'Give the task a log group and a log level; TRANSFER tells of every file.',
    cli: 'aws datasync update-task --task-arn TASK_ARN --cloud-watch-log-group-arn LOG_GROUP_ARN --options LogLevel=TRANSFER',
    url: 'https://docs.aws.amazon.com/datasync/latest/userguide/configure-logging.html',
  },
  references: { prowler: ['datasync_task_logging_enabled'] },
  check({ logGroup, logLevel }) {
    if (logGroup === null) return fail('the task has no log group');
    return logLevel === 'OFF' ? fail('the log level is OFF') : pass(`logs ${logLevel} to ${logGroup}`);
  },
});
