import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

/** The parts of a task that read from the source and write to the target, in each phase of a migration. */
const LOAD = ['SOURCE_UNLOAD', 'TARGET_LOAD'];
const CHANGES = ['SOURCE_CAPTURE', 'TARGET_APPLY'];
const ENOUGH = ['INFO', 'DEFAULT', 'DEBUG', 'DETAILED_DEBUG'].map((level) => `LOGGER_SEVERITY_${level}`);

export default defineRule({
  id: 'dms-task-logging',
  title: 'DMS tasks log what they read and write',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::DMS::ReplicationTask',
  reads: ['migration', 'logging'],
  controls: ['service-logging'],
  risk: 'Nobody can tell afterwards which tables were copied where, and what was lost on the way.',
  remediation: {
    text: 'Turn logging on, and let the parts that read and write log at LOGGER_SEVERITY_DEFAULT or more.',
    cli: 'aws dms modify-replication-task --replication-task-arn ARN --replication-task-settings file://settings.json',
    url: 'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.Logging.html',
  },
  references: {
    securityHub: ['DMS.7', 'DMS.8'],
    prowler: ['dms_replication_task_source_logging_enabled', 'dms_replication_task_target_logging_enabled'],
    steampipe: [
      'dms_replication_task_source_database_logging_enabled',
      'dms_replication_task_target_database_logging_enabled',
    ],
  },
  check({ migration, logging }) {
    if (logging === null) return fail('logging is off');
    const parts = { 'full-load': LOAD, cdc: CHANGES }[migration] ?? [...LOAD, ...CHANGES];
    const quiet = parts.filter((part) => !ENOUGH.includes(logging[part] ?? ''));
    return quiet.length === 0
      ? pass('reads and writes are logged')
      : fail(`${quiet.join(', ')} log too little`);
  },
});
