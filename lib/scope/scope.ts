import { LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { CONTROL_IDS, CRITERIA, type CriterionId } from '../domain/control.ts';
import { LOCK_MODES, PRESENCES, type Scope } from '../domain/scope.ts';

const FAMILIES = ['CC6', 'CC7', 'A1'] as const;

const ACCOUNT_OR_UNIT = {
  error:
    'expected an account id of 12 digits in quotes, or the id of an OU or root, for example "111122223333" or "ou-ab12-cdefgh34"',
};
const accountOrUnit = z
  .string(ACCOUNT_OR_UNIT)
  .regex(/^(?:\d{12}|ou-[a-z0-9-]+|r-[a-z0-9]+)$/, ACCOUNT_OR_UNIT);
const region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, {
  error: 'expected the name of an AWS Region, for example eu-west-1',
});
const criterion = z.enum([...FAMILIES, ...CRITERIA], {
  error: `expected one of ${[...FAMILIES, ...CRITERIA].join(', ')}, for example CC6`,
});
const setting = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())], {
  error: 'expected a number, a text, true or false, or a list of texts, for example 365',
});

/** What auditors of SOC 2 ask for at most, and financial auditors after them, in days. */
const SEVEN_YEARS = 2557;
/** Days of a time to fix, or of an exception: neither may outlast a year's period. */
const days = (usual: number) => {
  const error = `expected a number of days from 1 to 366, for example ${usual}`;
  return z.int({ error }).min(1, { error }).max(366, { error }).default(usual);
};
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
const MAX_RETENTION_DAYS = 36_500;
const RETENTION = `expected a number of days from 1 to ${MAX_RETENTION_DAYS}, for example ${SEVEN_YEARS}`;

const schema = z.strictObject({
  accounts: z
    .strictObject({
      include: z.array(accountOrUnit).default([]),
      exclude: z
        .array(
          z.strictObject({
            id: accountOrUnit,
            reason: z
              .string({ error: 'expected the reason for the auditor, for example "holds no customer data"' })
              .min(10, { error: 'expected a reason that an auditor can judge, of at least 10 characters' }),
          }),
        )
        .default([]),
    })
    .prefault({}),
  regions: z
    .union([z.literal('all'), z.array(region).min(1)], {
      error: 'expected "all" or a list of Regions, for example [eu-west-1, us-east-1]',
    })
    .default('all'),
  criteria: z
    .array(criterion)
    .min(1)
    .default([...FAMILIES]),
  presence: z
    .enum(PRESENCES, {
      error: `expected ${PRESENCES.join(' or ')}; with listed, services are also asked where AWS Config shows that there is nothing`,
    })
    .default('config'),
  parameters: z
    .record(
      z.string(),
      z.record(z.string(), setting, {
        error: 'expected the parameters of the rule with this id, for example { maxDays: 180 }',
      }),
    )
    .default({}),
  owners: z
    .partialRecord(
      z.enum(CONTROL_IDS, { error: 'expected the id of a control; "vouch controls" lists them' }),
      z.string({ error: 'expected who owns the control, for example "Platform team"' }),
    )
    .default({}),
  access: z
    .strictObject({
      roleName: z
        .string()
        .regex(/^[\w+=,.@-]{1,64}$/, {
          error: 'expected the name of an IAM role, for example VouchMemberAccess',
        })
        .default('VouchMemberAccess'),
      externalId: z
        .string()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, {
          error: 'expected 2 to 1224 characters of A-Z a-z 0-9 + = , . @ : / - _',
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  evidence: z
    .strictObject({
      retentionDays: z
        .int({ error: RETENTION })
        .min(1, { error: RETENTION })
        .max(MAX_RETENTION_DAYS, { error: RETENTION })
        .default(SEVEN_YEARS),
      mode: z
        .enum(LOCK_MODES, { error: `expected ${LOCK_MODES.join(' or ')}; COMPLIANCE cannot be undone` })
        .default('GOVERNANCE'),
    })
    .prefault({}),
  remediation: z
    .strictObject({ critical: days(1), high: days(7), medium: days(30), low: days(90) })
    .prefault({}),
  exceptions: z.strictObject({ maxDays: days(180) }).prefault({}),
});

/** A scope file that cannot be used; each line of the message names a place, what was expected and an example. */
export class ScopeError extends Error {
  override readonly name = 'ScopeError';
}

/** The scope when there is no file: everything, with the rules' own parameters. */
export const DEFAULT_SCOPE: Scope = resolve(schema.parse({}));

function resolve({ criteria, ...rest }: z.output<typeof schema>): Scope {
  const wanted = new Set<string>(criteria);
  return {
    ...rest,
    criteria: CRITERIA.filter(
      (id): id is CriterionId => wanted.has(id) || wanted.has(id.split('.')[0] ?? ''),
    ),
  };
}

/**
 * Reads scope.yaml.
 * @param text the file's content
 * @param name the file's name, for messages
 * @throws ScopeError listing every problem, with its line
 */
export function parseScope(text: string, name = 'scope.yaml'): Scope {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ScopeError(document.errors.map(({ message }) => `${name}: ${message}`).join('\n'));
  }
  const result = schema.safeParse(document.toJS() ?? {});
  if (result.success) return resolve(result.data);

  const problems = result.error.issues.map(({ path, message, code, ...issue }) => {
    const node = document.getIn(path, true) ?? document.getIn(path.slice(0, -1), true);
    const offset = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
    const where = `${name}:${lines.linePos(offset).line}: ${path.join('.') || 'the file'}`;
    const extra =
      code === 'unrecognized_keys' ? known(path, (issue as { keys: readonly string[] }).keys) : message;
    return `${where}: ${extra}`;
  });
  throw new ScopeError(problems.join('\n'));
}

const SECTIONS = ['accounts', 'access', 'evidence', 'remediation', 'exceptions'] as const;

const known = (path: readonly PropertyKey[], keys: readonly string[]): string => {
  const section = SECTIONS.find((name) => name === path[0]);
  const shape = section ? schema.shape[section].unwrap().shape : schema.shape;
  if (path[0] === 'owners') {
    return `${keys.join(', ')}: expected the id of a control, for example human-mfa; "vouch controls" lists them`;
  }
  const allowed = path.length <= 1 ? Object.keys(shape) : ['id', 'reason'];
  return `${keys.map((key) => JSON.stringify(key)).join(', ')} is not known here; expected ${allowed.join(', ')}, for example ${allowed[0]}:`;
};
