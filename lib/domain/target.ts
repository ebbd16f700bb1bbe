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
