import { z } from 'zod';
import type { Attribution } from '../domain/attribution.ts';
import { CONTROL_IDS, CRITERIA } from '../domain/control.ts';
import { VERDICTS } from '../domain/verdict.ts';

/** What the forms of commands and of events have in common. */
export const count = z.int().min(0);
export const time = z.iso.datetime().describe('ISO 8601, UTC');
export const account = z.string().regex(/^\d{12}$/);
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256 in hex');
export const verdicts = z.strictObject(
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, count])) as Record<
    (typeof VERDICTS)[number],
    typeof count
  >,
);
export const controls = z.array(z.enum(CONTROL_IDS));
export const criteria = z.array(z.enum(CRITERIA));
export const parameters = z.record(
  z.string(),
  z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]),
);

/** Who made a finding fail. */
export const attribution = z.strictObject({
  outcome: z
    .enum(['certain', 'likely', 'not-found', 'denied', 'throttled', 'unsupported', 'gone', 'failed'])
    .describe('likely: whether the call changes what the rule reads is not known'),
  reason: z.string(),
  window: z.strictObject({ from: time, to: time }).describe('the time that was searched'),
  change: z
    .strictObject({
      eventId: z.string(),
      eventName: z.string(),
      eventSource: z.string(),
      time,
      principalType: z.string().describe('`userIdentity.type` of CloudTrail'),
      principal: z.string().describe('ARN; of an AWS service its name, of another account its id'),
      issuer: z.string().nullable().describe('ARN of the role or user that the session was made from'),
      source: z.string().nullable().describe('IP address, or the name of the AWS service that called'),
      invokedBy: z.string().nullable().describe("AWS service that called on the principal's behalf"),
    })
    .nullable(),
}) satisfies z.ZodType<Attribution>;
