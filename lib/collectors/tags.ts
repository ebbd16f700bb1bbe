import { required } from './collector.ts';

/** A tag as most services list it. */
interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Tags by key, sorted. */
export const tagsOf = (tags: readonly Tag[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(
    tags
      .map(({ Key, Value }) => [required(Key, 'Key'), required(Value, 'Value')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
