import type { Collector } from './collector.ts';

/** The services whose resources Vouch reads; each module exports its collectors and is loaded when first needed. */
const services: readonly (() => Promise<Readonly<Record<string, Collector>>>)[] = [() => import('./kms.ts')];

/** Loads every collector. */
export const loadCollectors = async (): Promise<readonly Collector[]> =>
  (await Promise.all(services.map((load) => load()))).flatMap((service) => Object.values(service));
