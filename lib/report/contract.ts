import { z } from 'zod';
import { CONTROL_IDS, CRITERIA } from '../domain/control.ts';
import { EXCEPTION_STATES } from '../domain/exception.ts';
import { AREAS, SEVERITIES } from '../domain/rule.ts';
import { VERDICTS } from '../domain/verdict.ts';
import { BEGINNINGS } from '../drift/episodes.ts';
import { REVIEWED, type ReviewRow } from '../evidence/access-review.ts';
import type { ExceptionRow } from '../evidence/exceptions.ts';
import type { ControlReadiness } from '../evidence/readiness.ts';
import type { Sample } from '../evidence/sample.ts';
import {
  account,
  attribution,
  controls,
  count,
  criteria,
  parameters,
  sha256,
  time,
  verdicts,
} from './forms.ts';

/** One rule applied to one resource. */
export const findingDocument = z.strictObject({
  rule: z.string(),
  resource: z
    .string()
    .describe('ARN; `*` in the place of the resource stands for a population that could not be listed'),
  type: z.string().describe('CloudFormation type of the resource'),
  account,
  region: z.string().describe('Region, or aws-global for services with one control plane per account'),
  severity: z.enum(SEVERITIES),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  controls,
  criteria,
  parameters,
  missing: z
    .array(z.strictObject({ kind: z.string(), action: z.string(), message: z.string() }))
    .describe('for NOT_EVALUATED: the IAM actions that did not answer, and what AWS said'),
});

/** What was examined and what was not. */
export const coverageDocument = z.strictObject({
  accounts: z.strictObject({
    total: count.describe('as Organizations counts them'),
    examined: count,
    excluded: z.array(z.strictObject({ id: account, name: z.string(), reason: z.string() })),
  }),
  targets: z.strictObject({
    expected: count,
    scanned: count,
    blindSpots: z.array(z.strictObject({ account, region: z.string(), reason: z.string() })),
  }),
  verdicts,
  criteria: z.array(
    z.strictObject({
      criterion: z.enum(CRITERIA),
      title: z.string(),
      controls,
      rules: z.array(z.string()),
      verdicts,
      notAutomated: z.string().describe('what no reading of configuration can show'),
    }),
  ),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      verdicts,
      accountsWithoutResources: z
        .array(account)
        .describe('accounts in which the rule found nothing to examine'),
    }),
  ),
});

/** `vouch scan --json` */
export const scanDocument = z.strictObject({
  run: z.strictObject({
    startedAt: time,
    finishedAt: time,
    caller: z.string().describe('ARN of the credentials that scanned'),
    organization: z.string().nullable(),
    partition: z.string(),
    scopeHash: sha256,
    ruleSetHash: sha256,
    requests: count.describe('AWS requests made, every attempt counted'),
    generator: z.string(),
  }),
  coverage: coverageDocument,
  findings: z.array(findingDocument),
});

/** `vouch rules --json` */
export const rulesDocument = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    resource: z.string().describe('CloudFormation type of the resources it examines'),
    area: z.enum(AREAS),
    controls,
    criteria,
    actions: z.array(z.string()).describe('IAM actions that its facts need'),
    parameters,
    references: z.partialRecord(
      z.enum(['securityHub', 'configRule', 'prowler', 'steampipe']),
      z.array(z.string()),
    ),
    risk: z.string(),
    remediation: z.strictObject({ text: z.string(), cli: z.string().optional(), url: z.url() }),
    hash: sha256,
  }),
);

/** `vouch coverage --json` */
export const criteriaDocument = z.array(
  z.strictObject({
    criterion: z.enum(CRITERIA),
    title: z.string(),
    controls,
    rules: z.array(z.string()),
    notAutomated: z.string(),
    askFor: z.array(z.string()),
  }),
);

/** `vouch controls --json` */
export const controlsDocument = z.array(
  z.strictObject({
    id: z.enum(CONTROL_IDS),
    title: z.string(),
    description: z.string(),
    owner: z.string().nullable(),
    criteria: z.partialRecord(z.enum(CRITERIA), z.string()),
    /** Ids in Annex A of ISO/IEC 27001:2022. */
    iso27001: z.array(z.string()),
    rules: z.array(z.string()),
  }),
);

/** `vouch verify --json` */
export const verificationDocument = z.strictObject({
  bundle: z.string(),
  intact: z.boolean(),
  faults: z.array(z.string()),
  notes: z.array(z.string()).describe('what is intact and yet to be asked about'),
  facts: z
    .strictObject({
      period: z.strictObject({ from: time, to: time }),
      organization: z.string().nullable(),
      files: count,
      seals: count,
      generatedAt: time.nullable(),
      keyFingerprint: sha256.nullable().describe('of the key that signed the bundle'),
      keys: z.array(z.strictObject({ id: z.string(), sha256, firstSeal: count, lastSeal: count.nullable() })),
      signatures: z.strictObject({ made: count, recorded: count.describe('by CloudTrail') }).nullable(),
    })
    .nullable(),
});

/** `vouch sample --json`, and the sample that is handed over */
export const sampleDocument = z.strictObject({
  version: z.literal(1),
  bundle: sha256.describe("SHA-256 of the bundle's MANIFEST.json"),
  population: z.strictObject({
    id: z.string().describe("a control's id, or what is listed otherwise"),
    path: z.string(),
    rows: count,
    root: sha256.describe('RFC 6962 Merkle root over the rows'),
  }),
  seed: z.string(),
  size: z.int().min(1),
  columns: z.array(z.string()),
  selected: z.array(
    z.strictObject({
      draw: z.int().min(1).describe('in which order it was drawn'),
      row: z.int().min(1).describe('its number in the population'),
      record: z.string().describe('the record as it stands in the table, without its CRLF'),
      path: z.array(sha256).describe('audit path from the leaf to the root'),
    }),
  ),
}) satisfies z.ZodType<Sample>;

/** `vouch evidence --json` */
export const evidenceDocument = z.strictObject({
  bundle: z.string().describe('path of the ZIP'),
  id: sha256,
  intact: z.boolean().describe('whether what lies at the path verifies'),
  type: z.enum(['I', 'II']).describe('I: the design at a time; II: operation throughout the period'),
  period: z.strictObject({ from: time, to: time }),
  runs: z.record(z.string(), count),
  targets: z.strictObject({ expected: count, scanned: count }),
  deviations: z.strictObject({
    total: count,
    open: count.describe('and still failing at the end of the period'),
    bySeverity: z.record(z.enum(SEVERITIES), count),
  }),
  faults: z.array(z.string()).describe('what is wrong with the record'),
  warnings: z.array(z.string()).describe('what an auditor would find fault with in the period'),
});

const amount = z.number().min(0);
const bill = z.strictObject({
  lines: z.array(
    z.strictObject({
      service: z.string(),
      what: z.string(),
      quantity: amount.describe('used in a day; of what is charged by the month, the quantity held'),
      unit: z.string(),
      price: z.strictObject({
        usd: amount,
        per: z.int().min(1).describe('so many units'),
        charged: z.enum(['use', 'month']),
        asOf: z.string().regex(/^\d{4}-\d{2}$/),
        page: z.url(),
      }),
      usdPerDay: amount,
      usdPerMonth: amount,
    }),
  ),
  usdPerDay: amount,
  usdPerMonth: amount,
});

/** `vouch cost --json` */
export const costDocument = z.strictObject({
  size: z.strictObject({
    accounts: count,
    regions: count,
    resources: count,
    findingsPerResource: amount,
    changeRate: z.number().min(0).max(1).describe('part of the findings whose verdict changes in a day'),
    retentionDays: count.describe('age of the record; what is stored grows until then'),
    trailCopies: count.describe('copies of management events beyond the first, which is free'),
  }),
  targets: count,
  findings: count,
  requests: count.describe('requests in the scanned accounts in a day'),
  region: z.string().describe('Region of the prices'),
  own: bill.describe("what Vouch's own account pays"),
  induced: bill.describe('what the scanned accounts pay because they are read'),
});

/** A principal or credential, as a reviewer sees it. */
const reviewRow = z.strictObject({
  type: z.enum(REVIEWED),
  account,
  name: z.string(),
  resource: z.string(),
  administrator: z
    .enum(['yes', 'no', 'depends', ''])
    .describe(
      'depends: policies that each account keeps decide; empty where it does not apply or was not read',
    ),
  mfa: z.string(),
  ageDays: z.union([count, z.literal('')]),
  unusedDays: z
    .union([count, z.literal(['never', ''])])
    .describe('days since the last use that AWS knows of'),
  owner: z.string(),
  access: z.string().describe('what gives it its permissions'),
  outside: z.string().describe('who from outside the Organization may take it on'),
  state: z.string(),
  missing: z.string().describe('what could not be read; empty where the row is complete'),
}) satisfies z.ZodType<ReviewRow>;

/** `vouch access-review --json` */
export const accessReviewDocument = z.strictObject({
  run: z.strictObject({ sequence: count, id: z.string(), startedAt: time, status: z.string() }),
  since: z.strictObject({ sequence: count, id: z.string(), startedAt: time }).nullable(),
  principals: z.array(reviewRow),
  totals: z
    .array(
      z.strictObject({
        account,
        kind: z.string(),
        listed: count,
        counted: count,
        requests: z
          .array(z.string())
          .describe('the requests to AWS that both come from, each with the id that AWS gave it'),
      }),
    )
    .describe('what was listed beside what AWS counts by itself'),
  changes: z.array(
    reviewRow.extend({
      change: z.enum(['joined', 'left', 'changed']),
      columns: z.string().describe('what changed'),
    }),
  ),
  faults: z.array(z.string()).describe('what is not in the bucket as it was sealed'),
});

/** `vouch drift --json` */
export const driftDocument = z.strictObject({
  since: time,
  until: time.describe('not included'),
  transitions: z
    .array(
      z.strictObject({
        kind: z.enum(BEGINNINGS),
        at: time.describe('when a run first saw it so'),
        open: z.boolean().describe('drift or a blind spot that lasts until now'),
        endedAt: time.nullable().describe('when it was seen to be mended, seen again or gone'),
        account,
        region: z.string(),
        severity: z.enum(SEVERITIES),
        rule: z.string(),
        title: z.string().describe('the state that passes'),
        controls,
        criteria,
        resource: z.string().describe('ARN'),
        type: z.string(),
        from: z.enum(VERDICTS).nullable().describe('null: it was not in the population'),
        to: z.enum(VERDICTS).nullable(),
        reason: z.string(),
        run: count.describe('sequence number of the run that saw it'),
        attribution: attribution
          .nullable()
          .describe('of drift, who made the change; null while that is not looked up'),
        alert: z
          .strictObject({
            id: z.string().describe('what "vouch drift ack" takes'),
            acknowledged: z
              .strictObject({ by: z.string().describe('ARN'), at: time })
              .nullable()
              .describe('who looked into it first'),
          })
          .nullable()
          .describe('the alert or digest that told of it; null while none did'),
      }),
    )
    .describe('oldest first'),
});

/** `vouch exceptions ... --json` */
export const exceptionsDocument = z.strictObject({
  at: time,
  exceptions: z.array(
    z.strictObject({
      id: z.string(),
      state: z
        .enum(EXCEPTION_STATES)
        .describe('lapsed: nobody approved it in time; approved: it has not begun yet'),
      rule: z.string(),
      account: z.string().describe('empty where it is about exact resources or a tag'),
      tag: z.string().describe('key=value of the tag that resources must have; empty where it is about none'),
      resources: z
        .string()
        .describe('ARNs, one a line: those named, or those that have the tag now; empty for a whole account'),
      reason: z.string(),
      compensatingControl: z.string(),
      ticket: z.string(),
      start: time,
      expiry: time.describe('not included'),
      renews: z.string(),
      requestedBy: z.string().describe('ARN'),
      requestedAt: time,
      approvedBy: z.string(),
      approvedAt: z.string(),
      revokedBy: z.string(),
      revokedAt: z.string(),
      revokedReason: z.string(),
      acceptedFrom: z.string().describe('when it began to count; empty where it never did'),
      acceptedUntil: z.string(),
      matches: z
        .array(
          z.strictObject({
            resource: z.string(),
            account,
            region: z.string(),
            from: time.describe('the run that first saw that it has the tag'),
            until: time.nullable().describe('the first that no longer did; null while it lasts'),
            why: z.string().nullable(),
          }),
        )
        .nullable()
        .describe('when which resources had the tag; null where none is asked for, and after a step'),
    }) satisfies z.ZodType<ExceptionRow>,
  ),
});

/** `vouch readiness --json` */
const readinessDocument = z.strictObject({
  organization: z.string().nullable(),
  period: z.strictObject({ from: time, to: time }),
  faults: z.array(z.string()).describe('what is wrong with the record itself'),
  warnings: z.array(z.string()).describe('what an auditor would ask about'),
  controls: z
    .array(
      z.strictObject({
        control: z.enum(CONTROL_IDS),
        title: z.string(),
        owner: z.string(),
        criteria: z.array(z.enum(CRITERIA)),
        automated: z.boolean(),
        occurrences: z
          .strictObject({ expected: count, held: count, partial: count, missed: count })
          .describe('days'),
        findings: z.strictObject({ examined: count, failing: count, notEvaluated: count }),
        overdue: count.describe('failing for longer than the time to fix'),
        accepted: count.describe('failing, and accepted by an exception'),
        unanswered: count.describe('overdue and not accepted'),
        late: count.describe('mended within the period, later than allowed'),
        next: z.array(z.string()).describe('what to do, most pressing first'),
      }) satisfies z.ZodType<ControlReadiness>,
    )
    .describe('most pressing first'),
  scope: z.array(z.string()).describe('what is in scope and need not be, or cannot be shown'),
});

/**
 * Every machine form of the command line, by the name of its schema file. The JSON Schemas in docs/schemas are made from
 * these, and the programs' own types too, so that neither can say something else.
 */
export const DOCUMENTS = {
  scan: scanDocument,
  'access-review': accessReviewDocument,
  drift: driftDocument,
  exceptions: exceptionsDocument,
  rules: rulesDocument,
  controls: controlsDocument,
  coverage: criteriaDocument,
  verify: verificationDocument,
  evidence: evidenceDocument,
  readiness: readinessDocument,
  sample: sampleDocument,
  cost: costDocument,
} as const;

export type FindingDocument = z.infer<typeof findingDocument>;
export type CoverageDocument = z.infer<typeof coverageDocument>;
export type ScanDocument = z.infer<typeof scanDocument>;
export type RulesDocument = z.infer<typeof rulesDocument>;
export type AccessReviewDocument = z.infer<typeof accessReviewDocument>;
export type DriftDocument = z.infer<typeof driftDocument>;
export type ExceptionsDocument = z.infer<typeof exceptionsDocument>;
export type ControlsDocument = z.infer<typeof controlsDocument>;
export type CriteriaDocument = z.infer<typeof criteriaDocument>;
export type CostDocument = z.infer<typeof costDocument>;
export type EvidenceDocument = z.infer<typeof evidenceDocument>;
export type VerificationDocument = z.infer<typeof verificationDocument>;
