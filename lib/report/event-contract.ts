import { z } from 'zod';
import {
  type AttributedEvent,
  type EVENT_TYPES,
  EVENT_VERSION,
  type ExceptionEvent,
  type FindingEvent,
  type OverdueEvent,
  type RunEvent,
  type UnacceptedEvent,
} from '../domain/event.ts';
import { SEVERITIES } from '../domain/rule.ts';
import { VERDICTS } from '../domain/verdict.ts';
import { account, attribution, controls, count, criteria, sha256, time, verdicts } from './forms.ts';

/** What the `detail` of every event about a finding says of it. */
const aboutFinding = z.strictObject({
  version: z.literal(EVENT_VERSION),
  id: z.string().describe('the same however often the event is delivered'),
  account,
  accountName: z.string().nullable(),
  organizationalUnits: z.array(z.string()).describe('ids of the root and the units above the account'),
  organizationalPath: z.array(z.string()).describe('their names'),
  region: z.string(),
  rule: z.string(),
  title: z.string().describe('the state that passes'),
  severity: z.enum(SEVERITIES),
  controls,
  criteria,
  resource: z.string().describe('ARN, also in `resources` of the event'),
  resourceType: z.string(),
  reason: z.string(),
  run: z.strictObject({ sequence: count, id: z.string().nullable() }),
});

/** `detail` of an event about a change of verdict. */
const findingEvent = aboutFinding.extend({
  from: z.enum(VERDICTS).nullable().describe('null: it was not in the population'),
  to: z.enum(VERDICTS).nullable().describe('null: it is no longer in the population'),
  at: time.describe('when the run, or the rescan after it, observed the target'),
  rescan: z.string().optional().describe('id of the rescan that saw it, after `run`; absent: the run did'),
  cause: z
    .strictObject({
      eventId: z.string(),
      eventName: z.string(),
      eventSource: z.string(),
      principal: z.string(),
      at: time,
    })
    .optional()
    .describe('of a rescan: the call that led to it and names the resource'),
}) satisfies z.ZodType<FindingEvent>;

/** `detail` of an event about a finding that was not fixed in time. */
const overdueEvent = aboutFinding.extend({
  since: time.describe('when a run first saw it fail'),
  due: time.describe('by when it should have been fixed, by what was in force when it began'),
}) satisfies z.ZodType<OverdueEvent>;

/** `detail` of an event about a finding that an exception accepted while its resource had a tag. */
const unacceptedEvent = aboutFinding.extend({
  since: time.describe('when a run first saw it fail'),
  acceptedBy: z.string().describe('the exception, which goes on for what has the tag'),
  until: time.describe('until when the exception accepted it'),
  why: z.string().describe('why it no longer does'),
}) satisfies z.ZodType<UnacceptedEvent>;

/** `detail` of an event about an exception. */
const exceptionEvent = z.strictObject({
  version: z.literal(EVENT_VERSION),
  id: z.string().describe('the same however often the event is delivered'),
  exception: z.string(),
  rule: z.string(),
  title: z.string().describe('the state that passes'),
  controls,
  criteria,
  resources: z.array(z.string()).describe('ARNs; empty where it is about an account or a tag'),
  account: account.nullable().describe('null where it is about exact resources or a tag'),
  tag: z
    .strictObject({ key: z.string(), value: z.string() })
    .nullable()
    .describe('the tag that resources must have; null where it is about none'),
  reason: z.string(),
  compensatingControl: z.string(),
  ticket: z.string().nullable(),
  requestedBy: z.string().describe('ARN'),
  approvedBy: z.string().nullable().describe('ARN'),
  start: time,
  expiry: time,
  renewedBy: z.array(z.string()).describe('approved exceptions that renew it'),
}) satisfies z.ZodType<ExceptionEvent>;

/** `detail` of an event about a run. */
const runEvent = z.strictObject({
  version: z.literal(EVENT_VERSION),
  id: z.string(),
  run: z.strictObject({ sequence: count, id: z.string(), startedAt: time }),
  status: z.enum(['complete', 'partial', 'failed', 'missed']),
  reason: z.string().nullable().describe('why it is missed or failed'),
  sealedAt: time,
  seal: z.strictObject({ key: z.string(), sha256 }),
  counts: verdicts,
  targets: z.strictObject({ expected: count, scanned: count }),
}) satisfies z.ZodType<RunEvent>;

/** `detail` of the event that follows a drift. */
const attributedEvent = findingEvent.extend({
  drift: z.string().describe("the `id` of the drift's event"),
  attribution,
}) satisfies z.ZodType<AttributedEvent>;

/** The `detail` of every event on Vouch's bus, by its `detail-type`. */
export const EVENTS = {
  'Control Drift Detected': findingEvent,
  'Control Restored': findingEvent,
  'Blind Spot Opened': findingEvent,
  'Blind Spot Closed': findingEvent,
  'Resource Left Scope': findingEvent,
  'Exception Expiring': exceptionEvent,
  'Exception Expired': exceptionEvent,
  'Exception No Longer Applies': unacceptedEvent,
  'Remediation Overdue': overdueEvent,
  'Drift Attributed': attributedEvent,
  'Run Sealed': runEvent,
  'Run Missed': runEvent,
} as const satisfies Record<(typeof EVENT_TYPES)[number], z.ZodType>;
