import { PRICES, type PriceId } from './prices.ts';

/** How much of something is used in a day, or held. */
export interface Usage {
  readonly price: PriceId;
  readonly what: string;
  /** In the units of the price: so many a day, or so many held. */
  readonly quantity: number;
}

/** A line of a bill. */
export interface Line extends Usage {
  readonly usdPerDay: number;
}

/** Lines and their sum. */
export interface Bill {
  readonly lines: readonly Line[];
  readonly usdPerDay: number;
}

/** Days of an average month. */
export const DAYS_PER_MONTH = 365 / 12;

/** USD a day for what is used daily, or held. */
export function usdPerDay({ price, quantity }: Pick<Usage, 'price' | 'quantity'>): number {
  const { usd, per, charged } = PRICES[price];
  return ((quantity / per) * usd) / (charged === 'month' ? DAYS_PER_MONTH : 1);
}

/** Puts prices to usages; nothing is rounded. */
export function billOf(usages: readonly Usage[]): Bill {
  const lines = usages.map((usage) => ({ ...usage, usdPerDay: usdPerDay(usage) }));
  return { lines, usdPerDay: lines.reduce((sum, line) => sum + line.usdPerDay, 0) };
}
