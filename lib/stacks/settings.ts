import type { Node } from 'constructs';
import { z } from 'zod';

const optional = <T extends z.ZodType>(type: T) => type.optional();
const roleArn = z.string().regex(/^arn:[\w-]+:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/, {
  error: 'expected the ARN of an IAM role or user',
});

const accountId = z.string().regex(/^\d{12}$/, { error: 'expected the twelve digits of an account' });

/** The context values of the app; what is examined and how long evidence is kept stands in scope.yaml. */
const schema = z
  .object({
    scope: z.string().default('scope.yaml'),
    qualifier: optional(
      z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, {
        error: 'expected up to 16 small letters, digits and hyphens, for example eu',
      }),
    ),
    scanAt: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time of the day in UTC, for example 05:00' })
      .default('05:00'),
    concurrency: z.coerce.number().int().min(1).max(1000).default(40),
    targetMinutes: z.coerce.number().int().min(1).max(15).default(4),
    alertEmail: optional(z.email()),
    /** The CDK's command gives texts, cdk.json may hold either. */
    securityHub: z.union([z.boolean(), z.stringbool()], { error: 'expected true or false' }).default(false),
    breakGlassRole: optional(roleArn),
    archiveAccount: optional(accountId),
    auditAccount: optional(accountId),
    auditor: optional(roleArn),
    auditorExternalId: optional(z.string().regex(/^[\w+=,.@:/-]{2,1224}$/)),
    organizationId: optional(z.string().regex(/^o-[a-z0-9]{10,32}$/, { error: 'expected o-...' })),
    organizationUnits: optional(
      z
        .string()
        .regex(/^(?:r-|ou-)[a-z0-9-]+(?:,(?:r-|ou-)[a-z0-9-]+)*$/, {
          error: 'expected ids of roots or OUs with commas between them, for example r-ab12',
        })
        .transform((ids) => ids.split(',')),
    ),
    changeRegions: optional(
      z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d(?:,[a-z]{2}(?:-[a-z]+)+-\d)*$/, {
          error: 'expected Regions with commas between them, for example eu-west-1,us-east-1',
        })
        .transform((regions) => regions.split(',')),
    ),
  })
  .refine(({ auditor, auditorExternalId }) => (auditor === undefined) === (auditorExternalId === undefined), {
    error: 'auditor and auditorExternalId come together',
    path: ['auditor'],
  })
  .refine(
    ({ archiveAccount, auditAccount }) => (archiveAccount === undefined) === (auditAccount === undefined),
    {
      error: 'archiveAccount and auditAccount, which it lets in, come together',
      path: ['archiveAccount'],
    },
  )
  .refine(({ archiveAccount, auditAccount }) => !archiveAccount || archiveAccount !== auditAccount, {
    error: 'expected another account than auditAccount: evidence is there to be out of its reach',
    path: ['archiveAccount'],
  })
  .refine(({ organizationId, changeRegions }) => !changeRegions || organizationId, {
    error: 'changeRegions needs organizationId: only its accounts may tell of changes',
    path: ['changeRegions'],
  })
  .refine(({ organizationId, organizationUnits }) => !organizationUnits || organizationId, {
    error: 'organizationUnits needs organizationId',
    path: ['organizationUnits'],
  });

/** How Vouch is deployed. */
export type Settings = z.output<typeof schema>;

/**
 * Reads the settings from the CDK context (`-c name=value`, or cdk.json).
 * @throws Error naming each value that cannot be used
 */
export function readSettings(node: Pick<Node, 'tryGetContext'>): Settings {
  const given = Object.keys(schema.shape).map((name) => [name, node.tryGetContext(name) ?? undefined]);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => `context value ${path.join('.')}: ${message}; see docs/deploy.md`)
      .join('\n'),
  );
}
