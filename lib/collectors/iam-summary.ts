import { GetAccountSummaryCommand, IAMClient, type SummaryKeyType } from '@aws-sdk/client-iam';
import { type Reader, required } from './collector.ts';
import { operation } from './operation.ts';

/** What IAM counts in the account by itself. */
export const getAccountSummary = operation('iam:GetAccountSummary', IAMClient, GetAccountSummaryCommand);

/**
 * Counts of the account summary, by their names there. A count of zero is an answer: what it counts need not be listed.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 * @throws Error when the summary lacks one
 */
export async function summarized<K extends SummaryKeyType>(
  aws: Reader,
  ...keys: readonly K[]
): Promise<Record<K, number>> {
  const { SummaryMap: summary } = await aws(getAccountSummary, {});
  return Object.fromEntries(keys.map((key) => [key, required(summary?.[key], key)])) as Record<K, number>;
}
