import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { TargetClients } from '#lib/collectors/reader.ts';
import type { Evaluation } from '#lib/domain/finding.ts';
import type { Json } from '#lib/domain/json.ts';
import { seen } from '#lib/domain/observed.ts';
import type { ParameterOverrides } from '#lib/domain/rule.ts';
import { GLOBAL_REGION } from '#lib/domain/target.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { examine } from '#lib/scan/examine.ts';
import type { Work } from '#lib/scan/work.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';

/**
 * A made-up Organization: the company's parameters, and of each resource type some resources with all their facts.
 * A new rule adds its facts to the resources of its type, and a resource where none of them can pass, or fail.
 */
interface MadeUp {
  readonly parameters: ParameterOverrides;
  readonly resources: Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>>;
}

const madeUp = (name: string): MadeUp =>
  JSON.parse(readFileSync(new URL(`./organizations/${name}.json`, import.meta.url), 'utf8')) as MadeUp;

/** The same work, but what is listed and read comes from the made-up Organization. */
function played({ collector, ...work }: Work, { resources }: MadeUp): Work {
  const things = (resources[collector.type] ?? []).map((facts, index) => ({
    arn:
      typeof facts.arn === 'string'
        ? `${facts.arn}#${index}`
        : `arn:aws:made-up:::${collector.type}/${index}`,
    facts,
  }));
  return {
    ...work,
    recordedAs: [],
    collector: {
      ...collector,
      list: { uses: [], read: async () => things },
      facts: Object.fromEntries(
        Object.keys(collector.facts).map((name) => [
          name,
          {
            uses: [],
            read: async (_: unknown, thing: (typeof things)[number]) => {
              if (!(name in thing.facts)) throw new Error(`${collector.type} has no ${name}`);
              return thing.facts[name];
            },
          },
        ]),
      ) as never,
    },
  };
}

/** Everything that the rules say about a management account with one Region and its global services. */
async function judged(organization: MadeUp): Promise<readonly Evaluation[]> {
  const { work } = await loadCatalogue({ ...DEFAULT_SCOPE, parameters: organization.parameters });
  const theirs = work.map((part) => played(part, organization));
  const all: Evaluation[] = [];
  for (const region of ['eu-west-1', GLOBAL_REGION]) {
    const target = { account: '111122223333', region, management: true, unreachable: null };
    const surroundings = {
      organization: 'o-exampleorgid',
      management: target.account,
      accounts: [target.account],
      policyTypes: null,
      guardrails: seen([]),
    };
    const observation = {
      now: new Date('2026-11-25T06:00:00Z'),
      signal: new AbortController().signal,
      surroundings,
    };
    const clients = { partition: 'aws' } as TargetClients;
    const { evaluations } = await examine(target, theirs, clients, observation, async () => new Set());
    all.push(...evaluations);
  }
  return all;
}

const rulesWith = (evaluations: readonly Evaluation[], verdict: Verdict): readonly string[] =>
  [...new Set(evaluations.filter((each) => each.verdict === verdict).map(({ rule }) => rule))].sort();

const { work: everything } = await loadCatalogue(DEFAULT_SCOPE);
const ALL = everything.flatMap(({ rules }) => rules.map(({ rule }) => rule.id)).sort();

describe('an Organization in which everything is right', () => {
  const evaluations = judged(madeUp('right'));

  test('has nothing that fails, and nothing that cannot be judged', async () => {
    const bad = (await evaluations).filter(
      ({ verdict }) => verdict === 'FAIL' || verdict === 'NOT_EVALUATED',
    );
    expect(bad.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([]);
  });

  test('has for every rule something that passes', async () => {
    expect(rulesWith(await evaluations, 'PASS')).toEqual(ALL);
  });
});

describe('an Organization in which everything is wrong', () => {
  const evaluations = judged(madeUp('wrong'));

  test('has for every rule something that fails', async () => {
    expect(rulesWith(await evaluations, 'FAIL')).toEqual(ALL);
  });

  test('has nothing that cannot be judged', async () => {
    expect(rulesWith(await evaluations, 'NOT_EVALUATED')).toEqual([]);
  });
});
