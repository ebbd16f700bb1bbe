import { ASSUMED } from './assumptions.ts';
import type { Counted } from './counted.ts';
import { MEASURED } from './measured.ts';

/** How large an Organization is and how it lives. */
export interface Size {
  readonly accounts: number;
  /** Regions that each account has enabled; its global services are one target more. */
  readonly regions: number;
  /** Resources that rules examine, in the whole Organization. */
  readonly resources: number;
  /** Rules applied to a resource, on average. */
  readonly findingsPerResource: number;
  /** Part of the findings, 0 to 1, whose verdict changes in a day. */
  readonly changeRate: number;
  /** Age of the record in days: what is stored grows with every run until then. */
  readonly retentionDays: number;
  /** Copies of management events beyond the first: other trails, each charged. */
  readonly trailCopies: number;
}

/** What the measured Organization and the assumptions suggest. */
export const DEFAULT_SIZE = {
  findingsPerResource: MEASURED.resource.evaluations,
  changeRate: Number((2 / ASSUMED.resourceLifetimeDays).toFixed(4)),
  trailCopies: 1,
} as const satisfies Partial<Size>;

/** Targets of a run: each account's Regions and its global services. */
export const targetsOf = ({ accounts, regions }: Pick<Size, 'accounts' | 'regions'>): number =>
  accounts * (regions + 1);

/** Findings that a run evaluates, those on accounts themselves included. */
export const findingsOf = (
  { accounts, regions, resources, findingsPerResource }: Size,
  { globalTarget, regionalTarget }: Counted,
): number =>
  accounts * (globalTarget.evaluations + regions * regionalTarget.evaluations) +
  resources * findingsPerResource;
