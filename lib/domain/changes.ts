import { CALLS, CHANGED_BY } from './change-calls.ts';
import type { ResourceType } from './facts/index.ts';

/** Names of the events that can change one of the facts of a resource type, as far as they are known; sorted. */
export const eventsChanging = (type: string, facts: readonly string[]): readonly string[] =>
  Object.entries<readonly string[]>(CHANGED_BY[type as ResourceType] ?? {})
    .filter(([, changed]) => changed.some((fact) => facts.includes(fact)))
    .map(([name]) => name)
    .sort();

/** A service, and those of its calls after which something is worth another look. */
export interface ChangeSource {
  /** CloudTrail's `eventSource`. */
  readonly source: string;
  /** Names of calls, without versions, each with the resource types that it touches; all sorted. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

const SUFFIX = '.amazonaws.com';

/** Lambda and CloudFront put the version of the API behind the names of their calls. */
const withoutVersion = (name: string): string => name.replace(/20\d\d_?\d\d_?\d\d(?:v\d+)?$/, '');

/** Services with such names: whoever looks for their calls must expect more behind the names. */
export const VERSIONED: readonly string[] = ['cloudfront', 'lambda'].map((service) => `${service}${SUFFIX}`);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every call that touches one of some types, by service; sorted. */
export function changesOf(types: ReadonlySet<string>): readonly ChangeSource[] {
  return Object.entries(CALLS)
    .map(([service, byType]) => {
      const calls = new Map<string, Set<string>>();
      for (const [type, names] of Object.entries(byType)) {
        if (!types.has(type)) continue;
        for (const name of [...names, ...changedBy(type, service)])
          calls.set(name, (calls.get(name) ?? new Set()).add(type));
      }
      const sorted = [...calls].sort(([a], [b]) => compare(a, b));
      return {
        source: `${service}${SUFFIX}`,
        calls: Object.fromEntries(sorted.map(([name, touched]) => [name, [...touched].sort()])),
      };
    })
    .filter(({ calls }) => Object.keys(calls).length > 0)
    .sort((a, b) => compare(a.source, b.source));
}

const ACCOUNT: ResourceType = 'AWS::::Account';

/** Names in CHANGED_BY, at the service that the type is of; the account is of many, and written out with each. */
function changedBy(type: string, service: string): readonly string[] {
  const home = Object.keys(CALLS).find((candidate) => type in (CALLS[candidate] ?? {}));
  return type === ACCOUNT || home !== service
    ? []
    : Object.keys(CHANGED_BY[type as ResourceType] ?? {}).map(withoutVersion);
}

const TOUCHED = new Map(
  changesOf(new Set(Object.values(CALLS).flatMap((byType) => Object.keys(byType)))).map(
    ({ source, calls }) => [source, calls] as const,
  ),
);

/** The resource types that a call touches, as far as that is known; sorted. */
export const typesTouched = (source: string, name: string): readonly string[] =>
  TOUCHED.get(source)?.[withoutVersion(name)] ?? [];
