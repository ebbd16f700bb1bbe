import type { EvaluationRow } from '../domain/finding.ts';

/**
 * The columns of the table `evaluations`, in which every evaluation of every run is a row, beside its `day` (the UTC date
 * of the run). What is nested is JSON, for `json_extract`.
 */
export const EVALUATION_COLUMNS: Readonly<Record<keyof EvaluationRow, 'text' | 'boolean' | 'json'>> = {
  run: 'text',
  at: 'text',
  rule: 'text',
  ruleHash: 'text',
  resource: 'text',
  population: 'boolean',
  type: 'text',
  severity: 'text',
  account: 'text',
  region: 'text',
  verdict: 'text',
  reason: 'text',
  facts: 'json',
  parameters: 'json',
  missing: 'json',
  requests: 'json',
  tags: 'json',
};

/** A question that people ask of the runs, worked out. The SQL is understood by Athena and by DuckDB alike. */
export interface Question {
  readonly question: string;
  /** @param days a condition on `day` and, in Athena, on what is an evaluation */
  sql(days: string): string;
}

/** Runs are named by their time, so that the greatest is the last. Each table `asked` has the rows in question. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'failing-at-the-end': {
    question: 'What fails, as the last run saw it?',
    sql: (days) => `WITH asked AS (SELECT * FROM evaluations WHERE ${days})
SELECT severity, rule, account, region, resource, reason
FROM asked
WHERE verdict = 'FAIL' AND run = (SELECT max(run) FROM asked)
ORDER BY severity, rule, account, region, resource`,
  },
  'failed-at-some-time': {
    question: 'What failed in any run, when was it seen first and last, and in how many runs?',
    sql: (days) => `SELECT severity, rule, account, region, resource,
  min("at") AS first_seen, max("at") AS last_seen, count(*) AS runs
FROM evaluations
WHERE ${days} AND verdict = 'FAIL'
GROUP BY severity, rule, account, region, resource
ORDER BY severity, rule, account, region, resource`,
  },
  'verdicts-by-day': {
    question: 'How many findings passed and failed on each day?',
    sql: (days) => `SELECT day,
  sum(CASE WHEN verdict = 'PASS' THEN 1 ELSE 0 END) AS pass,
  sum(CASE WHEN verdict = 'FAIL' THEN 1 ELSE 0 END) AS fail,
  sum(CASE WHEN verdict = 'NOT_APPLICABLE' THEN 1 ELSE 0 END) AS not_applicable,
  sum(CASE WHEN verdict = 'NOT_EVALUATED' THEN 1 ELSE 0 END) AS not_evaluated
FROM evaluations
WHERE ${days}
GROUP BY day
ORDER BY day`,
  },
  'rules-that-changed': {
    question: 'With which logic and parameters was each rule applied, and from which run to which?',
    sql: (
      days,
    ) => `SELECT rule, "ruleHash" AS rule_hash, CAST(parameters AS varchar) AS parameters, min(run) AS first_run, max(run) AS last_run
FROM evaluations
WHERE ${days}
GROUP BY rule, "ruleHash", CAST(parameters AS varchar)
ORDER BY rule, first_run`,
  },
  'requests-behind-failures': {
    question: 'On which requests to AWS, by their ids in CloudTrail, does it rest that something fails?',
    sql: (days) => `WITH asked AS (SELECT * FROM evaluations WHERE ${days})
SELECT rule, account, region, resource, "at", CAST(requests AS varchar) AS requests
FROM asked
WHERE verdict = 'FAIL' AND run = (SELECT max(run) FROM asked)
ORDER BY rule, account, region, resource`,
  },
  'users-without-mfa': {
    question: 'Which users with a password have no MFA, as the last run saw them?',
    sql: (days) => `WITH asked AS (SELECT * FROM evaluations WHERE ${days})
SELECT account, resource
FROM asked
WHERE rule = 'iam-user-listed-for-review' AND run = (SELECT max(run) FROM asked)
  AND json_extract_scalar(facts, '$.password.ageDays') IS NOT NULL
  AND json_extract_scalar(facts, '$.mfaActive') = 'false'
ORDER BY account, resource`,
  },
};
