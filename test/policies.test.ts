import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { administratorGrants } from '#lib/domain/policy/administrators.ts';
import { parsePolicy } from '#lib/domain/policy/document.ts';
import { escalations, PATHS_BY_ID } from '#lib/domain/policy/escalation.ts';
import { principal } from '#lib/domain/policy/escalation-principal.ts';
import { exposures } from '#lib/domain/policy/exposure.ts';
import { PolicyFault } from '#lib/domain/policy/json.ts';
import { authority, type Grant, type NamedPolicy, type Permissions } from '#lib/domain/policy/permissions.ts';

// Cases of judging policies, as data, so that whoever knows AWS can add one. Each says what AWS documents in `why`.
const FOLDER = join(import.meta.dirname, 'golden/policies');

/** A whole policy, or the statements alone of one of today's version. */
const policy = z.union([z.array(z.record(z.string(), z.unknown())), z.record(z.string(), z.unknown())]);
type Policy = z.infer<typeof policy>;

const texts = z.array(z.string());
const principals = z.record(z.string(), texts);
const statement = z
  .strictObject({
    ...{ sid: z.string(), effect: z.enum(['Allow', 'Deny']), principals, notPrincipals: principals },
    ...{ actions: texts, notActions: texts, resources: texts, notResources: texts },
    conditions: z.record(z.string(), z.record(z.string(), texts)),
  })
  .partial();
const exposure = z
  .strictObject({
    ...{ statement: z.string(), principal: z.string(), actions: texts },
    kind: z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']),
    reach: z.enum(['organization', 'unknown', 'outside', 'public']),
    ...{ externalId: z.boolean(), mfa: z.boolean() },
  })
  .partial();
/** Sids of the statements that grant it, or whether there are any. */
const grants = z.union([z.boolean(), texts.min(1)]);

const said = { name: z.string().min(3), why: z.string().min(10) };
const written = { policy: policy.optional(), text: z.string().optional() };
const allowed = {
  identity: z.array(policy),
  boundary: policy.optional(),
  guardrails: z.array(z.array(policy)).optional(),
};
const home = z.strictObject({ account: z.string(), organization: z.string().nullable(), accounts: texts });

const CASE = z.discriminatedUnion('question', [
  // What must stand in each statement of the normal form, among else.
  z.strictObject({ question: z.literal('parse'), ...said, ...written, expect: z.array(statement) }),
  // A part of what the fault says, its position above all.
  z.strictObject({ question: z.literal('fault'), ...said, ...written, expect: z.string().min(1) }),
  // Of a resource that is not named, whether there is any.
  z.strictObject({
    ...{ question: z.literal('grants'), ...said, ...allowed },
    ...{ action: z.string(), resource: z.string().default('*'), expect: grants },
  }),
  // How far a path of the catalogue reaches for a role or user.
  z.strictObject({
    ...{ question: z.literal('escalation'), ...said, ...allowed },
    principal: z.string().default('arn:aws:iam::111122223333:role/team/app'),
    path: z.string().refine((id) => PATHS_BY_ID.has(id), { error: 'expected a path of the catalogue' }),
    expect: z.enum(['any', 'named', 'closed']),
  }),
  z.strictObject({ question: z.literal('administrator'), ...said, ...allowed, expect: grants }),
  z.strictObject({
    ...{ question: z.literal('exposures'), ...said, policy },
    home: home.default({
      account: '111122223333',
      organization: 'o-abcdefghij',
      accounts: ['111122223333', '444455556666'],
    }),
    expect: z.array(exposure),
  }),
]);
type Case = z.infer<typeof CASE>;

const textOf = (given: Policy): string =>
  JSON.stringify(Array.isArray(given) ? { Version: '2012-10-17', Statement: given } : given);
const documentOf = ({ policy: given, text }: { policy?: Policy | undefined; text?: string | undefined }) =>
  parsePolicy(text ?? textOf(given ?? []));
const named = (given: Policy, index: number): NamedPolicy => ({
  name: `policy ${index}`,
  document: parsePolicy(textOf(given)),
});
const permissionsOf = ({
  identity,
  boundary,
  guardrails = [],
}: Case & { question: 'grants' | 'administrator' | 'escalation' }): Permissions => ({
  identity: identity.map(named),
  boundary: boundary ? named(boundary, 0) : null,
  guardrails: guardrails.map((level) => level.map(named)),
});

const expectGrants = (found: readonly Grant[], expected: z.infer<typeof grants>): void => {
  if (typeof expected === 'boolean') expect(found.length > 0).toBe(expected);
  else expect(found.map((grant) => grant.statement)).toEqual(expected.map((sid) => `"${sid}"`));
};

/** The answer is there in full: as many statements or exposures as expected, each with what is expected of it. */
const expectEach = (found: readonly object[], expected: readonly object[]): void => {
  expect(found).toEqual(expected.map((each) => expect.objectContaining(each)));
};

const expectFault = (read: () => unknown, message: string): void => {
  expect(read).toThrow(PolicyFault);
  expect(read).toThrow(message);
};

const reachOf = (given: Case & { question: 'escalation' }): string =>
  escalations(principal(permissionsOf(given), given.principal)).find(({ path }) => path === given.path)
    ?.reach ?? 'closed';

function check(given: Case): void {
  if (given.question === 'parse') expectEach(documentOf(given).statements, given.expect);
  else if (given.question === 'fault') expectFault(() => documentOf(given), given.expect);
  else if (given.question === 'exposures') expectEach(exposures(documentOf(given), given.home), given.expect);
  else if (given.question === 'escalation') expect(reachOf(given)).toBe(given.expect);
  else if (given.question === 'administrator')
    expectGrants(administratorGrants(authority(permissionsOf(given))), given.expect);
  else expectGrants(authority(permissionsOf(given)).grants(given.action, given.resource), given.expect);
}

const files = readdirSync(FOLDER).map((file) => {
  const cases = z.array(CASE).safeParse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
  return { file, cases: cases.data ?? [], faults: cases.error ? z.prettifyError(cases.error) : '' };
});

test.each(files)('$file is written as cases are, each under a name of its own', ({ cases, faults }) => {
  expect(faults).toBe('');
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});

test('there are many', () => {
  expect(files.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(200);
});

describe.each(files)('$file', ({ cases }) => {
  test.each(cases)('$name', check);
});
