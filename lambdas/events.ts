// What the functions hand to each other. The workflow passes it on; each function checks what it needs, with the small
// form of the library: these schemas are read at every cold start.
import * as z from 'zod/mini';
import type { Proof } from '#lib/adapters/identity.ts';
import type { ReviewAsk } from '#lib/domain/access-review.ts';
import { type Announcement, type FindingEvent, HEARD, NOTICED } from '#lib/domain/event.ts';
import type { Ask } from '#lib/domain/exception.ts';
import { SEVERITIES } from '#lib/domain/rule.ts';
import type { PlannedTarget, RunRef } from '#lib/domain/run.ts';
import type { Scope } from '#lib/domain/scope.ts';
import type { AcknowledgeAsk } from '#lib/drift/acknowledge.ts';
import type { Span } from '#lib/evidence/period.ts';
import type { LoggedCall } from '#lib/scan/coalesce.ts';

/** Times are compared as texts, so all have the one form. */
const time = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text).toISOString()),
);

export const runRef = z.object({
  sequence: z.int().check(z.minimum(1)),
  id: z.string().check(z.regex(/^\d{8}T\d{6}Z-\d{6,}$/)),
  startedAt: z.iso.datetime(),
}) satisfies z.ZodMiniType<RunRef>;

const target = z.object({
  account: z.string().check(z.regex(/^\d{12}$/)),
  region: z.string().check(z.minLength(1)),
  management: z.boolean(),
  unreachable: z.nullable(
    z.object({
      kind: z.enum(['denied', 'throttled', 'unsupported', 'gone', 'failed']),
      action: z.string(),
      message: z.string(),
    }),
  ),
  refused: z.optional(z.array(z.string())),
}) satisfies z.ZodMiniType<PlannedTarget>;

/** To plan-scan: anything; the schedule's own event says nothing that is needed. */
export const planScanEvent = z.unknown();

/** From plan-scan to the map over targets. */
export interface PlannedScan {
  readonly run: RunRef;
  readonly partition: string;
  readonly scope: Scope;
  /** Where the array of batches lies, and how many targets those hold. */
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

/** To scan-target: the plan's run and scope with one batch of its targets. The scope was validated by plan-scan. */
export const scanTargetEvent = z.object({
  run: runRef,
  partition: z.string().check(z.minLength(1)),
  scope: z.custom<Scope>((value) => typeof value === 'object' && value !== null && 'criteria' in value, {
    error: 'expected the scope that plan-scan returned',
  }),
  targets: z.array(target).check(z.minLength(1)),
});

/**
 * To seal-scan, the only function that signs seals: with a `run`, that run is sealed; with a `failure`, the run under
 * way ends for that reason; with neither, the record is settled before a new run.
 */
export const sealScanEvent = z.object({ run: z.optional(runRef), failure: z.optional(z.string()) });

/** To announce-drift: records of the table's stream, each with its fate of its own. */
export const streamEvent = z.object({ Records: z.array(z.looseObject({})) });

/** The key of an item, as a stream's record has it. */
export const itemKey = z.pipe(
  z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
  z.transform(({ pk, sk }) => ({ pk: pk.S, sk: sk.S })),
);

/** To manage-exception: a step, and a proof of who asks for it; see `proveIdentity`. */
export const manageExceptionEvent = z.object({
  ask: z.discriminatedUnion('step', [
    z.object({
      step: z.literal('request'),
      terms: z.object({
        covers: z.union([
          z.strictObject({ rule: z.string(), resources: z.array(z.string()) }),
          z.strictObject({ rule: z.string(), account: z.string() }),
          z.strictObject({
            rule: z.string(),
            tag: z.strictObject({ key: z.string(), value: z.string() }),
          }),
        ]),
        reason: z.string(),
        compensatingControl: z.string(),
        ticket: z.nullable(z.string()),
        start: time,
        expiry: time,
        renews: z.nullable(z.string()),
      }),
    }),
    z.object({ step: z.literal('approve'), id: z.string() }),
    z.object({ step: z.literal('revoke'), id: z.string(), reason: z.string() }),
  ]) satisfies z.ZodMiniType<Ask>,
  proof: z.record(z.string(), z.string()),
});

/** To attribute-drift and rescan-on-change: messages of a queue, each with a fate of its own. */
export const queueEvent = z.object({
  Records: z.array(
    z.looseObject({
      messageId: z.string(),
      body: z.string(),
      attributes: z.looseObject({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});

/** The body of a message: an event of Vouch's own bus. */
export const driftMessage = z.object({
  detail: z.custom<FindingEvent>(
    (value) => typeof value === 'object' && value !== null && 'resourceType' in value && 'run' in value,
    { error: 'expected the detail of "Control Drift Detected"' },
  ),
});

/** To rescan-on-change: a record of CloudTrail, as EventBridge has it in `detail`, with what is looked at in it. */
export const callMessage = z.pipe(
  z.looseObject({
    eventID: z.string(),
    eventName: z.string(),
    eventSource: z.string(),
    eventTime: z.iso.datetime(),
    awsRegion: z.string(),
    recipientAccountId: z.string(),
  }),
  z.transform(
    (record): LoggedCall => ({
      where: { account: record.recipientAccountId, region: record.awsRegion },
      record,
    }),
  ),
);

/** What is relied on of the members of events; who wrote others does not matter. */
const heardFinding = z.looseObject({
  id: z.string(),
  account: z.string(),
  accountName: z.nullable(z.string()),
  organizationalPath: z.array(z.string()),
  region: z.string(),
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  controls: z.array(z.string()),
  criteria: z.array(z.string()),
  resource: z.string(),
  reason: z.string(),
  run: z.looseObject({ sequence: z.int() }),
});
const heardException = z.looseObject({
  id: z.string(),
  exception: z.string(),
  rule: z.string(),
  title: z.string(),
  criteria: z.array(z.string()),
  resources: z.array(z.string()),
  account: z.nullable(z.string()),
  // Events of before there were tags lack it.
  tag: z._default(z.nullable(z.object({ key: z.string(), value: z.string() })), null),
  reason: z.string(),
  compensatingControl: z.string(),
  requestedBy: z.string(),
  approvedBy: z.nullable(z.string()),
  expiry: time,
  renewedBy: z.array(z.string()),
});
const heardRun = z.looseObject({
  id: z.string(),
  run: z.looseObject({ sequence: z.int() }),
  status: z.string(),
  reason: z.nullable(z.string()),
  sealedAt: time,
  counts: z.looseObject({}),
  targets: z.looseObject({ expected: z.int(), scanned: z.int() }),
});

/** The body of a message to route-alerts: an event of Vouch's own bus. EventBridge keeps whole seconds only. */
export const heardMessage = z.pipe(
  z.discriminatedUnion('detail-type', [
    z.object({
      'detail-type': z.enum(Object.values(HEARD)),
      time,
      detail: z.extend(heardFinding, { at: time }),
    }),
    z.object({
      'detail-type': z.literal('Drift Attributed'),
      time,
      detail: z.extend(heardFinding, {
        at: time,
        drift: z.string(),
        attribution: z.looseObject({
          outcome: z.string(),
          reason: z.string(),
          window: z.object({ from: time, to: time }),
          change: z.nullable(
            z.looseObject({ eventId: z.string(), eventName: z.string(), principal: z.string(), time }),
          ),
        }),
      }),
    }),
    z.object({
      'detail-type': z.literal(NOTICED.overdue),
      time,
      detail: z.extend(heardFinding, { since: time, due: time }),
    }),
    z.object({
      'detail-type': z.literal(NOTICED.unaccepted),
      time,
      detail: z.extend(heardFinding, { since: time, acceptedBy: z.string(), until: time, why: z.string() }),
    }),
    z.object({ 'detail-type': z.enum([NOTICED.expiring, NOTICED.expired]), time, detail: heardException }),
    z.object({ 'detail-type': z.enum(['Run Sealed', 'Run Missed']), time, detail: heardRun }),
  ]),
  z.transform(({ 'detail-type': type, time: second, detail }) => {
    const at = 'at' in detail ? detail.at : 'sealedAt' in detail ? detail.sealedAt : second;
    return { type, time: at, detail } as unknown as Announcement;
  }),
);

/** To acknowledge-alert: what is said of an alert, and a proof of who says it; see `proveIdentity`. */
export const acknowledgeAlertEvent = z.object({
  ask: z.object({
    step: z.literal('acknowledge'),
    alert: z.string(),
    note: z.nullable(z.string()),
  }) satisfies z.ZodMiniType<AcknowledgeAsk>,
  proof: z.record(z.string(), z.string()),
});

/** To record-review: the decisions of an access review, and a proof of who signs them off; see `proveIdentity`. */
export const recordReviewEvent = z.object({
  ask: z.object({
    step: z.literal('review'),
    run: z.object({ sequence: z.int(), id: z.string() }),
    accounts: z.nullable(z.array(z.string())),
    decisions: z.array(
      z.object({ type: z.string(), resource: z.string(), decision: z.string(), comment: z.string() }),
    ),
    note: z.nullable(z.string()),
  }) satisfies z.ZodMiniType<ReviewAsk>,
  proof: z.record(z.string(), z.string()),
});

/** To export-findings: an event of Vouch's own bus that says that a run is sealed. */
export const exportEvent = z.object({ detail: z.object({ run: z.object({ sequence: z.int() }) }) });

/** To build-bundle: a period, or a time at which the design is looked at. */
export const buildBundleEvent = z.pipe(
  z
    .object({
      from: z.optional(time),
      to: z.optional(time),
      asOf: z.optional(time),
      proof: z.optional(z.record(z.string(), z.string())),
    })
    .check(
      z.refine(({ from, to, asOf }) => (asOf ? !from && !to : from && to), {
        error: 'expected from and to, or asOf alone',
      }),
    ),
  z.transform(({ from = '', to = '', asOf, proof }): { span: Span; proof: Proof | undefined } => ({
    span: asOf ? { asOf } : { from, to },
    proof,
  })),
);
