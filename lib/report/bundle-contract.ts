import { z } from 'zod';
import { DECISIONS, type ReviewDetails, type ReviewRecord } from '../domain/access-review.ts';
import { CRITERIA } from '../domain/control.ts';
import type { Step } from '../domain/exception.ts';
import type { TransitionKind } from '../domain/finding.ts';
import { SEVERITIES } from '../domain/rule.ts';
import type { Pinned } from '../domain/run.ts';
import { LOCK_MODES, PRESENCES } from '../domain/scope.ts';
import type { SignatureRecord } from '../domain/signature.ts';
import { VERDICTS } from '../domain/verdict.ts';
import type { ListedKey } from '../evidence/bundle/keys.ts';
import type { Envelope } from '../evidence/dsse.ts';
import type { ListedFile } from '../evidence/folder.ts';
import type { Period } from '../evidence/intervals.ts';
import type { Seal } from '../evidence/seal.ts';
import type { BundleSummary, Deviation } from '../evidence/summary.ts';
import { account, controls, count, criteria, parameters, sha256, time, verdicts } from './forms.ts';

const period = z.strictObject({
  from: time,
  to: time.describe('not included'),
}) satisfies z.ZodType<Period>;
const organization = z.string().nullable().describe('null in an account without an Organization');
const pinned = z.strictObject({
  key: z.string().describe('of the object in the evidence bucket'),
  sha256,
}) satisfies z.ZodType<Pinned>;
const accounts = z.strictObject({ total: count, examined: count, excluded: count });
const targets = z.strictObject({ expected: count, scanned: count });
const sequence = z.int().min(1).describe('counts runs without holes');
const base64 = z.base64();

/** https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export const envelopeDocument = z.strictObject({
  payloadType: z.string(),
  payload: base64.describe('canonical JSON (RFC 8785)'),
  signatures: z.array(
    z.strictObject({
      keyid: z.string().describe("the last part of the key's ARN"),
      sig: base64.describe('ECDSA P-256 over SHA-256, in DER form'),
    }),
  ),
}) satisfies z.ZodType<Envelope>;

const manifestDocument = z.strictObject({
  version: z.literal(1),
  generator: z.string(),
  organization,
  period,
  chain: z.strictObject({
    first: count.describe('sequence number of the first seal; 0 when there is none'),
    count,
    previous: sha256.nullable().describe('of the seal before the first one'),
    last: z.string().describe('SHA-256 of the last seal; empty when there is none'),
  }),
  files: z.array(
    z.strictObject({
      path: z.string(),
      sha256,
      bytes: count,
      rows: count.nullable().describe('of a table, without its header; of a file of lines, the lines'),
      source: z
        .strictObject({
          key: z.string(),
          versionId: z.string().nullable().describe('null where the store keeps no versions'),
        })
        .nullable()
        .describe('the object of the evidence bucket that it is byte for byte; null for what was made'),
      mediaType: z.string(),
      criteria: criteria.describe(
        'those in scope that it speaks of; none where it only helps to read or verify',
      ),
    }) satisfies z.ZodType<ListedFile>,
  ),
});

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const statementDocument = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(
    z.strictObject({
      name: z.enum(['MANIFEST.json', 'verify/SHA256SUMS']),
      digest: z.strictObject({ sha256 }),
    }),
  ),
  predicateType: z.literal('urn:vouch:evidence-bundle:1'),
  predicate: z.strictObject({
    id: sha256.describe('of MANIFEST.json'),
    generatedAt: time,
    generator: z.string(),
    requester: z.string().nullable().describe('ARN of who asked for the bundle'),
    period,
  }),
});

const KINDS = [
  'baseline',
  'drift',
  'restoration',
  'blind-spot',
  'sight-regained',
  'left',
  'rule-change',
  'change',
] as const satisfies readonly TransitionKind[];
const kind: z.ZodType<TransitionKind> = z.enum(KINDS);

const deviation = z.strictObject({
  status: z.enum(['open', 'restored', 'ended otherwise']),
  title: z.string(),
  controls: z.string().describe('ids with spaces between them'),
  criteria: z.string(),
  rule: z.string(),
  resource: z.string(),
  type: z.string(),
  account,
  region: z.string(),
  severity: z.enum(SEVERITIES),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  since: time,
  until: time.nullable(),
  firstRun: sequence,
  firstRescan: z.string().nullable(),
  endedByRun: sequence.nullable(),
  endedByRescan: z.string().nullable(),
  began: kind,
  ended: kind.nullable(),
}) satisfies z.ZodType<Deviation>;

const tally = z.strictObject({
  counts: verdicts.describe('at the end of the period'),
  drifted: count,
  restored: count,
  blinded: count,
});

const summaryDocument = z.strictObject({
  organization,
  type: z.enum(['I', 'II']).describe('I: the design at a time; II: operation throughout the period'),
  period,
  accounts,
  runs: z.strictObject({ complete: count, partial: count, failed: count, missed: count, unsealed: count }),
  targets,
  total: tally,
  criteria: z.array(tally.extend({ criterion: z.enum(CRITERIA), controls, rules: z.array(z.string()) })),
  deviations: z.strictObject({
    total: count,
    open: count,
    bySeverity: z.record(z.enum(SEVERITIES), count),
    worst: z.array(deviation).describe('the first ones of results/deviations.csv'),
  }),
  faults: z.array(z.string()).describe('what is not as it should be with the record itself'),
  warnings: z.array(z.string()).describe('what an auditor would find fault with in the period'),
}) satisfies z.ZodType<BundleSummary>;

/** What older scopes lack is optional. */
const scopeDocument = z.strictObject({
  accounts: z.strictObject({
    include: z.array(z.string()),
    exclude: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  }),
  regions: z.union([z.literal('all'), z.array(z.string())]),
  criteria,
  presence: z.enum(PRESENCES).optional(),
  parameters: z.record(z.string(), parameters).describe('by the id of the rule'),
  owners: z.record(z.string(), z.string()).describe('by the id of the control'),
  access: z.strictObject({ roleName: z.string(), externalId: z.string().nullable() }),
  evidence: z.strictObject({ retentionDays: count, mode: z.enum(LOCK_MODES) }).optional(),
  remediation: z
    .strictObject({ critical: count, high: count, medium: count, low: count })
    .optional()
    .describe('days within which a failing finding must be fixed'),
  exceptions: z.strictObject({ maxDays: count }).optional(),
});

const sealDocument = z.strictObject({
  version: z.literal(1),
  sequence,
  previous: sha256.nullable().describe("of the previous seal's file; null for the first"),
  run: z.strictObject({
    id: z.string(),
    status: z.enum(['complete', 'partial', 'failed', 'missed']),
    reason: z.string().nullable(),
    startedAt: time,
    sealedAt: time,
  }),
  organization,
  accounts,
  targets,
  counts: verdicts,
  merkleRoot: sha256.describe("RFC 6962 root over the targets' results"),
  objects: z.strictObject({
    plan: pinned.nullable(),
    targets: pinned.nullable(),
    signatures: pinned
      .exactOptional()
      .describe('what CloudTrail recorded of the signing keys; older seals lack it'),
    rescans: pinned
      .exactOptional()
      .describe('the rescans since the seal before; left out where there were none'),
  }),
  ruleSetHash: sha256.nullable(),
  scopeHash: sha256.nullable(),
  generator: z.string(),
}) satisfies z.ZodType<Seal>;

const caller = z.strictObject({ arn: z.string(), account, userId: z.string(), requestId: z.string() });
const taken = {
  version: z.literal(1),
  id: z.string(),
  by: caller,
  at: time,
  previous: pinned.nullable().describe('the record of the step before'),
};
const exceptionStepDocument = z.discriminatedUnion('step', [
  z.strictObject({
    ...taken,
    step: z.literal('request'),
    terms: z.strictObject({
      covers: z.union([
        z.strictObject({ rule: z.string(), resources: z.array(z.string()) }),
        z.strictObject({ rule: z.string(), account }),
        z.strictObject({
          rule: z.string(),
          tag: z.strictObject({ key: z.string(), value: z.string() }),
        }),
      ]),
      reason: z.string(),
      compensatingControl: z.string(),
      ticket: z.string().nullable(),
      start: time,
      expiry: time.describe('not included'),
      renews: z.string().nullable(),
    }),
  }),
  z.strictObject({ ...taken, step: z.literal('approve') }),
  z.strictObject({ ...taken, step: z.literal('revoke'), reason: z.string() }),
]) satisfies z.ZodType<Step>;

const reviewDetailsDocument = z.strictObject({
  accounts: z.array(account).describe('that the review covers'),
  notListed: z
    .array(z.strictObject({ account, type: z.string(), why: z.string() }))
    .describe('populations that the run could not list'),
  decisions: z.array(
    z.strictObject({
      type: z.string(),
      account,
      name: z.string(),
      resource: z.string(),
      decision: z.enum(DECISIONS),
      comment: z.string(),
      ownAccess: z.boolean().describe('whether it is about the reviewer, as far as can be told'),
    }),
  ),
}) satisfies z.ZodType<ReviewDetails>;

const accessReviewDocument = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  run: z.strictObject({
    sequence,
    id: z.string(),
    startedAt: time,
    seal: sha256.describe('of the seal, which pins what the reviewer was shown'),
  }),
  accounts: count.describe('that it covers'),
  whole: z.boolean().describe('whether these are all accounts of the run'),
  population: z.strictObject({
    principals: count,
    sha256: sha256.describe('over type, a space, resource and a line feed of each decision, in their order'),
  }),
  notListed: count.describe('populations that the run could not list'),
  counts: z.strictObject({ keep: count, change: count, remove: count }),
  own: count.describe("decisions about the reviewer's own access"),
  details: pinned.describe('every decision; access-reviews/details/ has it'),
  note: z.string().nullable(),
  by: caller,
  at: time,
}) satisfies z.ZodType<ReviewRecord>;

const aboutDocument = z.strictObject({
  type: z.enum(['I', 'II']),
  period,
  askedTo: time.nullable().describe('the end that was asked for, where it had not been yet'),
  cutOff: time,
  generator: z.string(),
  commit: z
    .string()
    .nullable()
    .describe('that the program was built from, with +changes where files differed from it'),
  organization,
  managementAccount: account.nullable(),
  auditAccount: account.nullable(),
  criteria,
  subserviceOrganizations: z.array(
    z.strictObject({ name: z.string(), method: z.literal('carve-out'), how: z.string() }),
  ),
  record: z.strictObject({
    firstRun: sequence.nullable(),
    lastRun: sequence.nullable(),
    firstStartedAt: time.nullable(),
    lastStartedAt: time.nullable(),
  }),
  previousBundle: z.strictObject({ lastSeal: sha256.nullable(), how: z.string() }),
});

const populationsDocument = z.strictObject({
  version: z.literal(1),
  cutOff: time,
  populations: z.array(
    z.strictObject({
      id: z.string(),
      path: z.string(),
      title: z.string(),
      rows: count,
      root: sha256.describe('RFC 6962 root over the rows as the file has them'),
      columns: z.array(z.string()),
      empty: z.string().nullable().describe('why it has no rows'),
    }),
  ),
});

const cardDocument = z.strictObject({
  version: z.literal(1),
  listing: z.string().describe("a rule's id, or a table's"),
  title: z.string(),
  path: z.string().describe('the table that has it'),
  rows: z.string().describe('which rows of the table'),
  source: z.string(),
  operations: z
    .array(
      z.strictObject({
        operation: z.string().nullable().describe('as AWS names it, with its service'),
        action: z.string().describe('IAM action that allows it; empty where it is asked as no member role'),
        paged: z.boolean().describe('whether it pages; all pages are read'),
        lists: z.boolean().describe('whether the population is listed with it; else it reads facts'),
        parameters: z
          .json()
          .describe('of the first request of a listing; null for what follows from replies'),
      }),
    )
    .nullable()
    .describe('null where the plan in force does not tell'),
  rule: z
    .strictObject({
      id: z.string(),
      resource: z.string(),
      versions: z.array(
        z.strictObject({
          hash: sha256.describe("of the rule's source"),
          parameters,
          fromRun: sequence,
          toRun: sequence,
          fromDay: z.string(),
          toDay: z.string(),
        }),
      ),
    })
    .nullable(),
  runAs: z
    .strictObject({ role: z.string(), session: z.string() })
    .nullable()
    .describe('null for what Vouch recorded itself'),
  accounts: count,
  regions: z.array(z.string()),
  run: z
    .strictObject({
      sequence,
      id: z.string(),
      status: z.string(),
      startedAt: time,
      sealedAt: time.nullable(),
    })
    .nullable(),
  records: count,
  total: z
    .strictObject({
      listed: count,
      independent: count,
      difference: z.int(),
      source: z.string(),
      compared: count,
      differing: count,
    })
    .nullable(),
  explanation: z.string(),
  empty: z.string().nullable().describe('why there are no records'),
  limits: z.array(z.string()),
});

const keysDocument = z.array(
  z.strictObject({
    id: z.string().describe("last part of the key's ARN"),
    file: z.string().describe('the public key (PEM)'),
    sha256: sha256.describe('of the key in DER form'),
    status: z.enum(['in use', 'retired']),
    firstSeal: count.describe('it signed no seal before this one'),
    lastSeal: count.nullable().describe('nor after this one; null while it is in use'),
    from: time.nullable().describe('when it sealed first; null where it has not'),
    to: time.nullable().describe('when the key after it sealed first; null while it is in use'),
  }),
) satisfies z.ZodType<readonly ListedKey[]>;

const window = { from: time, to: time };
const signatureRecordDocument = z.strictObject({
  version: z.literal(1),
  ...window,
  unseen: z
    .strictObject({
      kind: z.enum(['denied', 'throttled', 'unsupported', 'gone', 'failed']),
      action: z.string(),
      message: z.string(),
    })
    .nullable()
    .describe('why CloudTrail could not be read; null when it was'),
  events: z
    .array(
      z.strictObject({
        eventId: z.string(),
        time,
        principal: z.string().nullable(),
        issuer: z.string().nullable().describe('ARN of the role that the session was made from'),
        requestId: z.string().nullable(),
        key: z.string().nullable().describe('ARN'),
        messageType: z.string().nullable(),
        error: z.string().nullable().describe('why KMS refused; null when it signed'),
      }),
    )
    .describe('uses of the signing keys'),
}) satisfies z.ZodType<SignatureRecord>;

const signatureCountDocument = z.strictObject({
  windows: z.array(z.strictObject(window)).describe('the times that CloudTrail was read for'),
  made: count.describe('files here that were signed in that time'),
  recorded: count.describe('uses of the signing keys that CloudTrail recorded in that time'),
  withoutEvent: z.array(z.string()).describe('files that CloudTrail has no record of'),
  withoutFile: z.array(z.string()).describe('ids of events that signed nothing that is here'),
  notCovered: z.array(z.strictObject({ ...window, why: z.string() })),
  explanation: z.string(),
});

/** JSON files of a bundle: which they are, `*` standing for anything but a slash, and their form. */
interface BundleFiles {
  readonly files: readonly string[];
  readonly form: z.ZodType;
  /** The file is an envelope, and the form that of what is signed in it. */
  readonly signed?: true;
}

/** Every JSON file of a bundle, by the name of its schema. Another kind of file is another line here. */
export const BUNDLE_FILES: Readonly<Record<string, BundleFiles>> = {
  manifest: { files: ['MANIFEST.json'], form: manifestDocument },
  statement: {
    files: ['MANIFEST.dsse.json', 'chain/signed/statements/*.json'],
    form: statementDocument,
    signed: true,
  },
  summary: { files: ['summary.json'], form: summaryDocument },
  about: { files: ['scope/bundle.json'], form: aboutDocument },
  scope: { files: ['scope/scope-*.json'], form: scopeDocument },
  populations: { files: ['populations/index.json'], form: populationsDocument },
  ipe: { files: ['ipe/*.json'], form: cardDocument },
  'exception-step': {
    files: ['exceptions/signed/*/*.json', 'chain/signed/exceptions/*/*.json'],
    form: exceptionStepDocument,
    signed: true,
  },
  'access-review': {
    files: ['access-reviews/signed/*.json', 'chain/signed/access-reviews/*.json'],
    form: accessReviewDocument,
    signed: true,
  },
  'access-review-details': { files: ['access-reviews/details/*.json'], form: reviewDetailsDocument },
  seal: { files: ['chain/seals/*.json', 'chain/signed/seals/*.json'], form: sealDocument, signed: true },
  signatures: { files: ['chain/signatures/*.json'], form: signatureRecordDocument },
  'signature-count': { files: ['chain/signature-count.json'], form: signatureCountDocument },
  keys: { files: ['verify/keys.json'], form: keysDocument },
};
