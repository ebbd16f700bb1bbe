export interface ConfigFacts {
  'AWS::::Account': { readonly recordedCounts: RecordedCounts };
}

/**
 * What AWS Config counts in one Region, in all and by its own types; or why its counts say nothing there.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_GetDiscoveredResourceCounts.html
 */
export type RecordedCounts =
  | { readonly total: number; readonly counts: Readonly<Record<string, number>> }
  | { readonly unknown: string };
