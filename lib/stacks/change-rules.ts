import { type ChangeSource, VERSIONED } from '#lib/domain/changes.ts';

/** The `detail-type` of calls that CloudTrail logs. It takes a trail in the account: that of the Organization will do. */
export const API_CALL = 'AWS API Call via CloudTrail';

/** A pattern may have 2,048 characters. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const LONGEST_PATTERN = 2_048;

interface CallPattern {
  readonly eventSource: readonly string[];
  readonly eventName: readonly (string | { readonly prefix: string })[];
}

/** The pattern of a rule. */
export interface ChangePattern {
  readonly 'detail-type': readonly string[];
  readonly detail: { readonly errorCode: readonly object[] } & (
    | CallPattern
    | { readonly $or: readonly CallPattern[] }
  );
}

/** A call that succeeded, and is one of some. */
function patternOf(calls: readonly CallPattern[]): ChangePattern {
  const [first, ...others] = calls;
  return {
    'detail-type': [API_CALL],
    // An $or has two alternatives at least.
    detail: { errorCode: [{ exists: false }], ...(first && others.length === 0 ? first : { $or: calls }) },
  };
}

const fits = (calls: readonly CallPattern[]): boolean =>
  JSON.stringify(patternOf(calls)).length <= LONGEST_PATTERN;

/**
 * Patterns that together match the calls, and no other: as few as their length allows.
 * @throws Error when the calls of one service are too many for a pattern
 */
export function changePatterns(changes: readonly ChangeSource[]): readonly ChangePattern[] {
  const groups: CallPattern[][] = [];
  for (const { source, calls } of changes) {
    const names = Object.keys(calls);
    const pattern: CallPattern = {
      eventSource: [source],
      eventName: VERSIONED.includes(source) ? names.map((prefix) => ({ prefix })) : names,
    };
    if (!fits([pattern])) throw new Error(`${source}: ${names.length} calls are too many for one rule`);
    const group = groups.find((known) => fits([...known, pattern]));
    if (group) group.push(pattern);
    else groups.push([pattern]);
  }
  return groups.map(patternOf);
}
