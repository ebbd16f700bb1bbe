import timers from 'node:timers/promises';
import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from '@aws-sdk/client-iam';
import { parse } from 'csv-parse/sync';
import type { Usage } from '../domain/facts/iam.ts';
import { ageInDays, type Reader, required } from './collector.ts';
import { type Operation, operation } from './operation.ts';

/** AWS makes the report within seconds as a rule: it is asked for this often, with waits that double from the first. */
const REPORT_TRIES = 8;
const FIRST_WAIT_MS = 250;

const askForReport = operation('iam:GenerateCredentialReport', IAMClient, GenerateCredentialReportCommand);
const getReport = operation('iam:GetCredentialReport', IAMClient, GetCredentialReportCommand);

/** Asks for the report until there is one. AWS keeps it for four hours and makes no other meanwhile. */
const generateCredentialReport: typeof askForReport = {
  ...askForReport,
  run: async (client, input, signal) => {
    for (let tried = 1; ; tried += 1) {
      const reply = await askForReport.run(client, input, signal);
      if (reply.State === 'COMPLETE') return reply;
      if (tried === REPORT_TRIES) {
        throw new Error(`the credential report was still ${reply.State} after ${tried} requests`);
      }
      await timers.setTimeout(FIRST_WAIT_MS * 2 ** (tried - 1), undefined, { signal });
    }
  },
};

/** A user's row of the report, by the names of its columns. */
export type ReportRow = Readonly<Record<string, string>>;

interface Report {
  /** By the ARN of the user. */
  readonly rows: ReadonlyMap<string, ReportRow>;
  readonly generatedAt: Date;
}

const getCredentialReport: Operation<object, Report> = {
  ...getReport,
  run: async (client, input, signal) => {
    const { Content, GeneratedTime } = await getReport.run(client, input, signal);
    const rows: ReportRow[] = parse(Buffer.from(required(Content, 'Content')), { columns: true });
    return {
      rows: new Map(rows.map((row) => [required(row.arn, 'the column arn'), row])),
      generatedAt: required(GeneratedTime, 'GeneratedTime'),
    };
  },
};

/** What reading the report takes. */
export const REPORT = [generateCredentialReport, getCredentialReport];

/**
 * The credential report.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export async function credentialReport(aws: Reader): Promise<Report> {
  await aws(generateCredentialReport, {});
  return aws(getCredentialReport, {});
}

/** A fact that the report tells of one user, or of the root user. Unseen when the report has no row for it. */
export const reported = <V>(value: (row: ReportRow, aws: Reader) => V) => ({
  uses: REPORT,
  read: async (aws: Reader, { arn }: { readonly arn: string }): Promise<V> => {
    const row = (await credentialReport(aws)).rows.get(arn);
    if (!row) throw new Error(`the credential report, which AWS keeps for four hours, has no row for ${arn}`);
    return value(row, aws);
  },
});

/** @throws Error when the report has neither `true` nor `false` there */
export function flag(row: ReportRow, column: string): boolean {
  const value = row[column];
  if (value !== 'true' && value !== 'false') throw new Error(`the credential report has no ${column}`);
  return value === 'true';
}

/** The report's words for what does not exist. */
const NOTHING = ['N/A', 'no_information'];

/**
 * A time in the report; null for none.
 * @throws Error when it has neither a time nor a word for none there
 */
export function time(row: ReportRow, column: string): Date | null {
  const value = row[column] ?? '';
  if (NOTHING.includes(value)) return null;
  const found = new Date(value);
  if (Number.isNaN(found.getTime())) throw new Error(`the credential report has no ${column}`);
  return found;
}

/** A word in the report, such as a Region; null for none. @throws Error when the column is missing */
export function word(row: ReportRow, column: string): string | null {
  const value = required(row[column], `the column ${column}`);
  return [...NOTHING, 'not_supported'].includes(value) ? null : value;
}

/** Days since a time in the report; null for none. */
export function age(row: ReportRow, column: string, aws: Reader): number | null {
  const then = time(row, column);
  return then && ageInDays(aws, then);
}

/** How old a credential is and how long unused, from the columns that tell when it was set and when used. */
export const usage = (row: ReportRow, set: string, used: string, aws: Reader): Usage => ({
  ageDays: required(age(row, set, aws), set),
  unusedDays: age(row, used, aws),
});
