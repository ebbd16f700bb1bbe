import { matches } from './policy/match.ts';

/** The tags of a resource, by key. */
export type Tags = Readonly<Record<string, string>>;

/** What a selection asks of one tag. */
export interface TagCondition {
  readonly test: 'equals' | 'like' | 'not equals' | 'not like';
  readonly key: string;
  /** With `*` for any text where the test is for likeness. */
  readonly value: string;
}

/**
 * The resources that a backup plan is to back up.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export interface BackupSelection {
  /** ARNs, with `*` for any text: those that one of them matches are taken in ... */
  readonly resources: readonly string[];
  /** ... and so are those that have one of these tags. Where both are empty, every resource is. */
  readonly anyOf: readonly TagCondition[];
  /** Of what is taken in, only that for which all of these hold ... */
  readonly allOf: readonly TagCondition[];
  /** ... and which none of these ARNs matches. */
  readonly notResources: readonly string[];
}

/** A tag that is missing is not equal to, and not like, any value. */
function holds({ test, key, value }: TagCondition, tags: Tags): boolean {
  const tag = Object.hasOwn(tags, key) ? tags[key] : undefined;
  const alike = tag !== undefined && (test.endsWith('like') ? matches(value, tag) : tag === value);
  return test.startsWith('not') ? !alike : alike;
}

/**
 * Whether a selection takes a resource in. Which types AWS Backup may touch at all (its opt-in) is not asked.
 * @param tags null: they are not known
 * @returns null: that depends on the tags
 */
export function selects(
  { resources, anyOf, allOf, notResources }: BackupSelection,
  arn: string,
  tags: Tags | null,
): boolean | null {
  if (notResources.some((one) => matches(one, arn))) return false;
  const named = resources.length + anyOf.length === 0 || resources.some((one) => matches(one, arn));
  if (tags) {
    const taken = named || anyOf.some((one) => holds(one, tags));
    return taken && allOf.every((one) => holds(one, tags));
  }
  if (named) return allOf.length === 0 ? true : null;
  return anyOf.length === 0 ? false : null;
}
