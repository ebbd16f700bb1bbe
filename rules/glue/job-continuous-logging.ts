import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** From here on, Glue logs every job while it runs. */
const LOGS_BY_ITSELF = 5;

export default defineRule({
  id: 'glue-job-continuous-logging',
  title: 'Data processing jobs log while they run',
  severity: 'low',
  area: 'logging',
  resource: 'AWS::Glue::Job',
  reads: ['command', 'glueVersion', 'continuousLogging'],
  controls: ['service-logging'],
  risk: 'What a job did with the data is missing when it hangs or is stopped before its end.',
  remediation: {
    text: 'Move the job to Glue 5, or turn continuous logging on by its argument.',
    cli: 'aws glue update-job --job-name JOB --job-update file://job.json',
    url: 'https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging-enable.html',
  },
  references: {
    configRule: ['glue-job-logging-enabled'],
    prowler: ['glue_etl_jobs_logging_enabled'],
  },
  check({ command, glueVersion, continuousLogging }) {
    if (command !== 'glueetl' && command !== 'gluestreaming')
      return notApplicable(`Glue logs jobs of ${command} without being asked`);
    if (continuousLogging) return pass('continuous logging is on');
    return Number(glueVersion) >= LOGS_BY_ITSELF
      ? pass(`Glue ${glueVersion} logs by itself`)
      : fail(`continuous logging is off, which Glue ${glueVersion ?? 'of no given version'} asks for`);
  },
});
