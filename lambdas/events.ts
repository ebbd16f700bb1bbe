import { z } from 'zod';
import type { PlannedTarget, RunRef } from '#lib/domain/run.ts';
import type { Scope } from '#lib/domain/scope.ts';

/** What the functions hand to each other. The workflow passes it on; each function checks what it needs. */
/** Times are compared as texts, so all have the one form. */
const time = z.iso.datetime().transform((text) => new Date(text).toISOString());

export const runRef = z.object({
  sequence: z.int().min(1),
  id: z.string().regex(/^\d{8}T\d{6}Z-\d{6,}$/),
  startedAt: z.iso.datetime(),
}) satisfies z.ZodType<RunRef>;

const target = z.object({
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  management: z.boolean(),
  unreachable: z
    .object({
      kind: z.enum(['denied', 'throttled', 'unsupported', 'gone', 'failed']),
      action: z.string(),
      message: z.string(),
    })
    .nullable(),
}) satisfies z.ZodType<PlannedTarget>;

/** To plan-scan: anything; the schedule's own event says nothing that is needed. */
export const planScanEvent = z.unknown();

/** From plan-scan to the map over targets. */
export interface PlannedScan {
  readonly run: RunRef;
  readonly partition: string;
  readonly scope: Scope;
  /** Where the array of targets lies. */
  readonly items: { readonly bucket: string; readonly key: string; readonly count: number };
}

/**
 * From plan-scan when it opened a run and could not plan it. The workflow ends that run. After an error it ends none:
 * the run that is open then may be somebody else's.
 */
export interface PlanFailure {
  readonly run: RunRef;
  readonly failure: string;
}

/** To scan-target: the plan's run and scope with one of its targets. The scope was validated by plan-scan. */
export const scanTargetEvent = z.object({
  run: runRef,
  partition: z.string().min(1),
  scope: z.custom<Scope>((value) => typeof value === 'object' && value !== null && 'criteria' in value, {
    error: 'expected the scope that plan-scan returned',
  }),
  target,
});

/**
 * To seal-scan, the only function that signs seals: with a `run`, that run is sealed; with a `failure`, the run under
 * way ends for that reason; with neither, the record is settled before a new run.
 */
export const sealScanEvent = z.object({ run: runRef.optional(), failure: z.string().optional() });

/** To build-bundle. */
export const buildBundleEvent = z.object({
  from: time,
  to: time,
  requester: z.string().nullable().default(null),
});
