import type { RunRef } from '../domain/run.ts';
import type { Target } from '../domain/target.ts';

/** Where things are in the evidence bucket. */
const folder = (run: RunRef): string => `runs/${run.startedAt.slice(0, 10)}/${run.id}`;

export const planKey = (run: RunRef): string => `${folder(run)}/plan.json`;
export const mapKey = (run: RunRef): string => `${folder(run)}/organization.json`;
/** The batches of targets to scan, as Step Functions' Distributed Map reads them: one JSON array. */
export const itemsKey = (run: RunRef): string => `${folder(run)}/items.json`;
export const targetsKey = (run: RunRef): string => `${folder(run)}/targets.ndjson.gz`;
export const evaluationsKey = (run: RunRef, { account, region }: Target): string =>
  `${folder(run)}/${account}/${region}.ndjson.gz`;
/** The rescans that the seal of a run lists. */
export const rescansKey = (run: RunRef): string => `${folder(run)}/rescans.ndjson.gz`;
export const rescanKey = (id: string, { account, region }: Target): string =>
  `rescans/${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}/${id}/${account}/${region}.ndjson.gz`;
export const sealKey = (sequence: number): string => `seals/${String(sequence).padStart(9, '0')}.json`;

/** A run's id: sortable, unique by its sequence number, and free of randomness. */
export const runId = (startedAt: Date, sequence: number): string =>
  `${startedAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-${String(sequence).padStart(6, '0')}`;

/** A rescan's id: its start, sortable; a target is not rescanned twice in a millisecond. */
export const rescanId = (startedAt: string): string => startedAt.replace(/[-:.]/g, '');
