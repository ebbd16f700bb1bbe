import type { DataEvents, ManagementEvents } from './facts/cloudtrail.ts';

type Values = readonly string[] | undefined;

interface BasicSelector {
  readonly ReadWriteType?: string | undefined;
  readonly IncludeManagementEvents?: boolean | undefined;
  readonly ExcludeManagementEventSources?: Values;
  readonly DataResources?:
    | readonly { readonly Type?: string | undefined; readonly Values?: Values }[]
    | undefined;
}

interface FieldSelector {
  readonly Field: string | undefined;
  readonly Equals?: Values;
  readonly StartsWith?: Values;
  readonly EndsWith?: Values;
  readonly NotEquals?: Values;
  readonly NotStartsWith?: Values;
  readonly NotEndsWith?: Values;
}

/**
 * What a trail selects: a trail has selectors of one kind, basic or advanced.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export interface EventSelectors {
  readonly EventSelectors?: readonly BasicSelector[] | undefined;
  readonly AdvancedEventSelectors?:
    | readonly { readonly FieldSelectors: readonly FieldSelector[] | undefined }[]
    | undefined;
}

interface Selected {
  readonly type: string;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly except: readonly string[];
}

const basicKinds = ({ ReadWriteType }: BasicSelector) => ({
  reads: ReadWriteType !== 'WriteOnly',
  writes: ReadWriteType !== 'ReadOnly',
});

/** The field by whose exclusions a selector of a category still selects the category as a whole. */
const EXCLUDES = { Management: 'eventSource', Data: 'resources.ARN' };

/** What the advanced selectors of a category select, but for those that pick single events, callers or resources. */
const advanced = (
  { AdvancedEventSelectors = [] }: EventSelectors,
  category: keyof typeof EXCLUDES,
): readonly Selected[] =>
  AdvancedEventSelectors.flatMap(({ FieldSelectors = [] }) => {
    const equal = (name: string) => FieldSelectors.find(({ Field }) => Field === name)?.Equals;
    const exclusions = FieldSelectors.filter(({ Field }) => Field === EXCLUDES[category]);
    const known = ['eventCategory', 'readOnly', 'resources.type', EXCLUDES[category]];
    const picks =
      FieldSelectors.some(({ Field }) => !known.includes(Field ?? '')) ||
      exclusions.some(({ Equals, StartsWith, EndsWith }) => Equals ?? StartsWith ?? EndsWith);
    if (!equal('eventCategory')?.includes(category) || picks) return [];
    return {
      type: equal('resources.type')?.[0] ?? '',
      reads: equal('readOnly')?.includes('true') ?? true,
      writes: equal('readOnly')?.includes('false') ?? true,
      except: exclusions.flatMap(({ NotEquals = [], NotStartsWith = [], NotEndsWith = [] }) => [
        ...NotEquals,
        ...NotStartsWith.map((start) => `${start}*`),
        ...NotEndsWith.map((end) => `*${end}`),
      ]),
    };
  });

/** The management events that selectors take as a whole, all together. */
export function managementEventsOf(selectors: EventSelectors): ManagementEvents {
  const selected = [
    ...(selectors.EventSelectors ?? [])
      .filter(({ IncludeManagementEvents }) => IncludeManagementEvents !== false)
      .map((selector) => ({
        ...basicKinds(selector),
        except: selector.ExcludeManagementEventSources ?? [],
      })),
    ...advanced(selectors, 'Management'),
  ];
  return {
    reads: selected.some(({ reads }) => reads),
    writes: selected.some(({ writes }) => writes),
    excludedSources: [...new Set(selected.flatMap(({ except }) => except))].sort(),
  };
}

/** A basic selector names all buckets, functions or tables by the beginning that their ARNs have in common. */
const ALL_OF_A_TYPE = /^arn:[^:]+:[^:]+(?::::)?$/;

/** The data events of whole types of resources that selectors take, one entry a selector and type. */
export function dataEventsOf(selectors: EventSelectors): readonly DataEvents[] {
  const selected = [
    ...(selectors.EventSelectors ?? []).flatMap((selector) =>
      (selector.DataResources ?? [])
        .filter(({ Values = [] }) => Values.some((value) => ALL_OF_A_TYPE.test(value)))
        .map(({ Type = '' }) => ({ type: Type, ...basicKinds(selector), except: [] })),
    ),
    ...advanced(selectors, 'Data'),
  ];
  return selected
    .map((events) => ({ ...events, except: [...events.except].sort() }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}
