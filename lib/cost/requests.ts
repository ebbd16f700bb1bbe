import type { Counted, Requests as Counts } from './counted.ts';
import type { Size } from './size.ts';

/** Requests in customers' accounts in a day, e.g. those of a service. */
export interface Requests {
  /** To plan a run, and to list what there is: made one after another, resources or not. */
  readonly fixed: number;
  /** To read resources. */
  readonly resources: number;
  readonly total: number;
}

/** @param operation which operations to count, by names such as `KMS.ListKeys` */
export function requestsOf(
  { accounts, regions, resources }: Pick<Size, 'accounts' | 'regions' | 'resources'>,
  { account, globalTarget, regionalTarget, resource }: Counted,
  operation = /./,
): Requests {
  const sum = (counts: Counts): number =>
    Object.entries(counts).reduce((total, [name, count]) => total + (operation.test(name) ? count : 0), 0);
  const fixed =
    accounts * (sum(account.requests) + sum(globalTarget.requests) + regions * sum(regionalTarget.requests));
  const reading = resources * sum(resource.requests);
  return { fixed, resources: reading, total: fixed + reading };
}
