import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { administratorGrants } from '#lib/domain/policy/administrators.ts';
import { parsePolicy } from '#lib/domain/policy/document.ts';
import { exposures } from '#lib/domain/policy/exposure.ts';
import { PolicyFault } from '#lib/domain/policy/json.ts';
import { matches, matchesAction } from '#lib/domain/policy/match.ts';
import { authority, type NamedPolicy, type Permissions } from '#lib/domain/policy/permissions.ts';
import { expandAction, expandActions } from '#lib/iam-actions/index.ts';

// What holds of all policies, whatever they say.

type Raw = Readonly<Record<string, unknown>>;

const named = (statements: readonly Raw[]): NamedPolicy => ({
  name: 'policy',
  document: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements })),
});

const ACTIONS = ['s3:GetObject', 's3:PutObject', 'iam:PassRole', 'iam:GetRole'];
const RESOURCES = ['a', 'b', 'ab', 'ba', 'aa', 'abc'];
const actions = fc.subarray(['*', 's3:*', 'iam:*', '*:Get*', 'S3:Get*', ...ACTIONS], {
  minLength: 1,
  maxLength: 3,
});
const resources = fc.subarray(['*', 'a*', '*a', '?', 'a?', '*b*', '${aws:username}*', 'b', 'abc'], {
  minLength: 1,
  maxLength: 3,
});
const condition = fc.option(fc.constant({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), {
  nil: undefined,
  freq: 3,
});
const statement = (effects: readonly string[]): fc.Arbitrary<Raw> =>
  fc
    .tuple(fc.constantFrom(...effects), fc.boolean(), actions, fc.boolean(), resources, condition)
    .map(([Effect, notActions, some, notResources, things, Condition]) => ({
      Effect,
      [notActions ? 'NotAction' : 'Action']: some,
      [notResources ? 'NotResource' : 'Resource']: things,
      Condition,
    }));
const statements = fc.array(statement(['Allow', 'Allow', 'Deny']), { maxLength: 4 });
const question = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom('*', 'a*', '*b', '?', ...RESOURCES),
});

interface Situation {
  readonly identity: readonly Raw[];
  readonly boundary: readonly Raw[] | null;
  readonly guardrails: readonly (readonly Raw[])[];
}
const situation: fc.Arbitrary<Situation> = fc.record({
  identity: statements,
  boundary: fc.option(statements),
  guardrails: fc.array(statements, { maxLength: 2 }),
});
const permissionsOf = ({ identity, boundary, guardrails }: Situation): Permissions => ({
  identity: [named(identity)],
  boundary: boundary && named(boundary),
  guardrails: guardrails.map((level) => [named(level)]),
});
type Asked = { readonly action: string; readonly resource: string };
const may = (given: Situation, { action, resource }: Asked): boolean =>
  authority(permissionsOf(given)).grants(action, resource).length > 0;

describe('permissions', () => {
  test('an Allow more takes nothing away', () => {
    fc.assert(
      fc.property(situation, statement(['Allow']), question, (given, allow, asked) => {
        if (may(given, asked))
          expect(may({ ...given, identity: [...given.identity, allow] }, asked)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a Deny more adds nothing, wherever it stands', () => {
    fc.assert(
      fc.property(situation, statement(['Deny']), question, (given, deny, asked) => {
        if (may(given, asked)) return;
        expect(may({ ...given, identity: [...given.identity, deny] }, asked)).toBe(false);
        expect(may({ ...given, guardrails: given.guardrails.map((level) => [deny, ...level]) }, asked)).toBe(
          false,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('a boundary and a level of guardrails only narrow', () => {
    fc.assert(
      fc.property(situation, statements, question, (given, other, asked) => {
        const free = may({ ...given, boundary: null }, asked);
        expect(may({ ...given, boundary: other }, asked) && !free).toBe(false);
        const below = may({ ...given, guardrails: [...given.guardrails, other] }, asked);
        expect(below && !may(given, asked)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('neither order nor the division into policies matters', () => {
    fc.assert(
      fc.property(situation, question, (given, { action, resource }) => {
        const permissions = permissionsOf(given);
        const reversed = {
          ...permissions,
          identity: [...given.identity].reverse().map((each) => named([each])),
          guardrails: [...permissions.guardrails].reverse(),
        };
        const whole = authority(permissions).grants(action, resource);
        expect(authority(reversed).grants(action, resource)).toHaveLength(whole.length);
        expect(administratorGrants(authority(reversed)).length > 0).toBe(
          administratorGrants(authority(permissions)).length > 0,
        );
      }),
      { numRuns: 500 },
    );
  });

  // AWS's evaluation logic without any cleverness, for one resource; variables and conditions are read in favor of the
  // permission.
  describe('the same as the documented evaluation', () => {
    const expression = (own: string): RegExp =>
      new RegExp(`^${own.replace(/\$\{[^}]*\}|\*/g, '.*').replaceAll('?', '.')}$`, 'i');
    const hits = (raw: Raw, name: string, text: string, favor: boolean): boolean => {
      const negated = raw[`Not${name}`] as readonly string[] | undefined;
      const sure = (own: string): boolean => favor || !own.includes('${');
      if (negated) {
        const exempt = (own: string): boolean =>
          (raw.Effect === 'Deny' || !own.includes('${')) && expression(own).test(text);
        return !negated.some(exempt);
      }
      return (raw[name] as readonly string[]).some((own) => sure(own) && expression(own).test(text));
    };
    const speaks = (raw: Raw, { action, resource }: Asked): boolean =>
      hits(raw, 'Action', action, true) && hits(raw, 'Resource', resource, raw.Effect === 'Allow');
    const evaluate = ({ identity, boundary, guardrails }: Situation, asked: Asked): boolean => {
      const levels = [identity, ...(boundary ? [boundary] : []), ...guardrails];
      const denied = levels
        .flat()
        .some((raw) => raw.Effect === 'Deny' && raw.Condition === undefined && speaks(raw, asked));
      return (
        !denied && levels.every((level) => level.some((raw) => raw.Effect === 'Allow' && speaks(raw, asked)))
      );
    };
    test('of a resource', () => {
      fc.assert(
        fc.property(
          situation,
          fc.constantFrom(...ACTIONS),
          fc.constantFrom(...RESOURCES),
          (given, action, resource) => {
            expect(may(given, { action, resource })).toBe(evaluate(given, { action, resource }));
          },
        ),
        { numRuns: 2_000 },
      );
    });

    test('of a pattern of resources, one of which is enough', () => {
      fc.assert(
        fc.property(situation, question, (given, asked) => {
          const some = RESOURCES.filter((resource) => matches(asked.resource, resource));
          if (some.some((resource) => evaluate(given, { ...asked, resource })))
            expect(may(given, asked)).toBe(true);
        }),
        { numRuns: 1_000 },
      );
    });
  });
});

describe('parsing', () => {
  const onlyFaults = (text: string): void => {
    try {
      parsePolicy(text);
    } catch (fault) {
      expect(fault).toBeInstanceOf(PolicyFault);
    }
  };

  test('whatever text it is, it is a policy or a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), onlyFaults));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '%', '\\', '1', '\n') }),
        onlyFaults,
      ),
      { numRuns: 1_000 },
    );
    for (const deep of ['['.repeat(100_000), '{"a":'.repeat(100_000)]) onlyFaults(deep);
    onlyFaults(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  });

  test('whatever JSON it is, it is a policy or a fault', () => {
    const names = [
      'Effect',
      'Action',
      'NotAction',
      'Resource',
      'Principal',
      'NotPrincipal',
      'Condition',
      'Sid',
    ];
    const value = fc.oneof(fc.constantFrom('Allow', 'Deny', '*'), fc.jsonValue({ maxDepth: 3 }));
    const raw = fc.dictionary(fc.constantFrom(...names), value);
    fc.assert(fc.property(fc.jsonValue(), (json) => onlyFaults(JSON.stringify(json))));
    fc.assert(
      fc.property(fc.oneof(raw, fc.array(raw)), (Statement) => onlyFaults(JSON.stringify({ Statement }))),
      { numRuns: 1_000 },
    );
  });

  test('what is read does not depend on how it is sent', () => {
    fc.assert(
      fc.property(statements, (Statement) => {
        const text = JSON.stringify({ Statement });
        const parsed = parsePolicy(text);
        expect(parsePolicy(encodeURIComponent(text))).toEqual(parsed);
        expect(parsePolicy(JSON.stringify({ Statement }, null, 2))).toEqual(parsed);
      }),
    );
  });
});

test('a Deny more lets nobody in', () => {
  const principal = fc.constantFrom(
    '*',
    { AWS: '999988887777' },
    { AWS: '444455556666' },
    { Service: 'sns.amazonaws.com' },
  );
  const resourceStatement = (effects: readonly string[]): fc.Arbitrary<Raw> =>
    fc.tuple(statement(effects), principal).map(([raw, Principal]) => ({ ...raw, Principal }));
  const home = { account: '111122223333', organization: null, accounts: ['111122223333'] };
  const comingIn = (raw: readonly Raw[]) =>
    exposures(named(raw).document, home).map(({ principal: who, reach }) => `${who} ${reach}`);
  fc.assert(
    fc.property(
      fc.array(resourceStatement(['Allow', 'Deny']), { maxLength: 4 }),
      resourceStatement(['Deny']),
      (raw, deny) => {
        for (const found of comingIn([...raw, deny])) expect(comingIn(raw)).toContain(found);
      },
    ),
  );
});

describe('actions of IAM', () => {
  const pattern = fc
    .tuple(
      fc.constantFrom('s3', 'iam', 'S3', '*', 's?s', 'lambda', 'nothing'),
      fc.constantFrom('*', 'Get*', '*Acl', 'Put?ucket*', 'PassRole', 'listusers', 'Get*Policy', 'x'),
    )
    .map((parts) => parts.join(':'));

  test('a wildcard is the union of the actions that match it', async () => {
    const all = await expandAction('*');
    expect(all.length).toBeGreaterThan(15_000);
    await fc.assert(
      fc.asyncProperty(pattern, async (own) => {
        const expanded = await expandAction(own);
        expect(expanded).toEqual(all.filter((action) => matchesAction(own, action)));
        const alone = await Promise.all(expanded.slice(0, 3).map(expandAction));
        expect(alone.flat()).toEqual(expanded.slice(0, 3));
      }),
      { numRuns: 10 },
    );
  });

  test('a statement has the actions of its patterns, or all others', async () => {
    const policy = { actions: ['s3:Get*Acl', 's3:GetBucketAcl'], notActions: [] };
    expect(await expandActions(policy)).toEqual([
      's3:GetBucketAcl',
      's3:GetObjectAcl',
      's3:GetObjectVersionAcl',
    ]);
    const others = await expandActions({ actions: [], notActions: ['iam:*'] });
    expect(others).toHaveLength((await expandAction('*')).length - (await expandAction('iam:*')).length);
  });

  test('a principal may do exactly the actions of its wildcards', async () => {
    const all = [...(await expandAction('iam:*')), ...(await expandAction('sts:*'))];
    fc.assert(
      fc.property(pattern, (own) => {
        const { grants } = authority({
          identity: [named([{ Effect: 'Allow', Action: own, Resource: '*' }])],
          boundary: null,
          guardrails: [],
        });
        expect(all.filter((action) => grants(action, '*').length > 0)).toEqual(
          all.filter((action) => matchesAction(own, action)),
        );
      }),
      { numRuns: 30 },
    );
  });
});
