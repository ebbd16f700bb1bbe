import type { Analyzers } from './facts/accessanalyzer.ts';
import { fail, notApplicable, type Outcome, pass } from './verdict.ts';

/** What analyzers of IAM Access Analyzer look for, with their types for one account and for an Organization. */
const TYPES = {
  'external access': { account: 'ACCOUNT', organization: 'ORGANIZATION' },
  'unused access': { account: 'ACCOUNT_UNUSED_ACCESS', organization: 'ORGANIZATION_UNUSED_ACCESS' },
} as const;

/**
 * Whether an analyzer looks at the account. An account sees none but its own, so that an Organization's analyzer in
 * another account must be named to count here; it then is judged where it can be seen.
 *
 * @param holder the account that keeps the Organization's analyzers; empty: each account has its own
 */
export function watched({ account, own }: Analyzers, what: keyof typeof TYPES, holder: string): Outcome {
  const types: readonly string[] =
    account === holder ? [TYPES[what].organization] : Object.values(TYPES[what]);
  const theirs = own.filter(({ type }) => types.includes(type));
  const told = theirs.map(({ name, type, status }) => `${name} (${type}) is ${status}`).join(', ');
  if (theirs.some(({ status }) => status === 'ACTIVE')) return pass(told);
  if (holder !== '' && account !== holder)
    return notApplicable(
      `analyzers for ${what} are kept for the Organization in ${holder}, and judged there`,
    );
  const wanted = account === holder ? 'analyzer of the Organization' : 'analyzer that the account can see';
  return fail(told || `no ${wanted} looks for ${what}`);
}
