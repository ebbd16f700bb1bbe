import type { DbTls } from './facts/rds.ts';
import { fail, notApplicable, type Outcome, pass } from './verdict.ts';

/** Judges whether a database accepts connections with TLS only. */
export function judgeTls(tls: DbTls | null): Outcome {
  if (tls === null) return notApplicable('the engine requires TLS by other means than a parameter');
  const { group, parameter, value, inEffect } = tls;
  if (value === null) return fail(`${parameter} is not set in ${group}`);
  if (!/^(?:1|on|true)$/i.test(value)) return fail(`${parameter} is ${value} in ${group}`);
  return inEffect
    ? pass(`${parameter} is ${value} in ${group}`)
    : fail(`${parameter} is ${value} in ${group}, but takes effect with the next restart only`);
}

/**
 * The logs of instances that tell who came in and what failed, as `engine:log`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html
 */
export const INSTANCE_LOGS: readonly string[] = [
  'db2:diag.log',
  'mariadb:audit',
  'mariadb:error',
  'mysql:audit',
  'mysql:error',
  'oracle:alert',
  'oracle:audit',
  'postgres:postgresql',
  'sqlserver:error',
];

/** The same of clusters: those of MySQL with Multi-AZ have no audit log. */
export const CLUSTER_LOGS: readonly string[] = [
  'aurora-mysql:audit',
  'aurora-mysql:error',
  'aurora-postgresql:postgresql',
  'mysql:error',
  'postgres:postgresql',
];

/**
 * Judges whether a database hands the logs that are wanted to CloudWatch.
 * @param wanted logs as `engine:log`, e.g. `oracle:audit`; the engine stands for its editions too
 */
export function judgeExportedLogs(
  engine: string,
  exported: readonly string[],
  wanted: readonly string[],
): Outcome {
  const logs = wanted.flatMap((entry) => {
    const [family, log = ''] = entry.split(':');
    return engine === family || engine.startsWith(`${family}-`) ? [log] : [];
  });
  if (logs.length === 0) return notApplicable(`no log is asked of the engine ${engine}`);
  const missing = logs.filter((log) => !exported.includes(log));
  return missing.length === 0
    ? pass(`CloudWatch receives ${logs.join(', ')}`)
    : fail(`CloudWatch does not receive ${missing.join(', ')}`);
}
