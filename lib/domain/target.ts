/** The pseudo-Region of services that have one control plane per account (IAM, Organizations). */
export const GLOBAL_REGION = 'aws-global';

/** One account in one Region: the unit of scanning. */
export interface Target {
  readonly account: string;
  readonly region: string;
}

/** `123456789012/eu-west-1`: how a target is written in logs, keys and reports. */
export const targetId = ({ account, region }: Target): string => `${account}/${region}`;

/** Where a collector's resources live: in every Region, once per account, or once per Organization. */
export type Where = 'region' | 'global' | 'organization';

/** Whether what lives there is looked for in a target: what is global in its account, what is the Organization's in one. */
export const isLookedFor = (
  where: Where,
  { region, management }: Pick<Target, 'region'> & { readonly management: boolean },
): boolean =>
  where === 'region'
    ? region !== GLOBAL_REGION
    : region === GLOBAL_REGION && (where === 'global' || management);
