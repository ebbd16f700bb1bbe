import { describe, expect, test } from '@jest/globals';
import type { Facts, ResourceType } from '#lib/domain/facts/index.ts';
import { type Observed, seen, unseen } from '#lib/domain/observed.ts';
import type { AnyRule, Parameters, Rule } from '#lib/domain/rule.ts';
import type { Verdict } from '#lib/domain/verdict.ts';
import { evaluate } from '#lib/engine/evaluate.ts';

/** One case: what differs from the compliant base, and what the rule must then say. */
export interface RuleRow<F, P> {
  readonly name: string;
  readonly facts?: Partial<F>;
  readonly parameters?: Partial<P>;
  readonly verdict: Exclude<Verdict, 'NOT_EVALUATED'>;
  /** Part of the reason, so that a verdict for another cause does not count. */
  readonly reason: string | RegExp;
}

const TARGET = { account: '111122223333', region: 'eu-west-1' };

/**
 * Tests a rule with rows that differ from a compliant base. Adds by itself: the base passes; each declared fact,
 * when refused, makes NOT_EVALUATED with its action; each declared fact is used by some row; each parameter matters
 * in some row; no two rows are the same; a FAIL row exists.
 */
export function ruleTable<T extends ResourceType, K extends keyof Facts[T], P extends Parameters>(
  rule: Rule<T, K, P>,
  base: Pick<Facts[T], K>,
  rows: readonly RuleRow<Pick<Facts[T], K>, P>[],
): void {
  const names = rule.reads as readonly string[];
  const used = new Set<string>();
  const usedParameters = new Set<string>();

  const spying = <O extends object>(object: O, log: Set<string>): O =>
    new Proxy(object, {
      get(target, name, receiver) {
        log.add(String(name));
        return Reflect.get(target, name, receiver);
      },
    });

  const judge = (facts: Readonly<Record<string, Observed<unknown>>>, parameters: Partial<P> = {}) => {
    const spied: AnyRule = {
      ...(rule as unknown as AnyRule),
      check: (values, settings) =>
        (rule as unknown as AnyRule).check(
          spying(values, used),
          spying(settings as object, usedParameters) as never,
        ),
    };
    return evaluate(
      { rule: { ...spied, hash: 'test' }, parameters: { ...rule.parameters, ...parameters } },
      { arn: 'arn:aws:service:eu-west-1:111122223333:thing', facts },
      TARGET,
    );
  };
  const observed = (facts: object) =>
    Object.fromEntries(names.map((name) => [name, seen((facts as Record<string, unknown>)[name])]));

  describe(rule.id, () => {
    test('passes on the compliant base', () => {
      expect(judge(observed(base))).toMatchObject({ verdict: 'PASS', missing: [] });
    });

    test.each(rows)('$verdict: $name', ({ facts, parameters, verdict, reason }) => {
      const evaluation = judge(observed({ ...base, ...facts }), parameters);
      expect(evaluation).toMatchObject({ verdict });
      expect(evaluation.reason).toMatch(reason);
    });

    test.each(names)('NOT_EVALUATED when %s is refused', (name) => {
      const refused = unseen({ kind: 'denied', action: `service:Get${name}`, message: 'AccessDenied: no' });
      expect(judge({ ...observed(base), [name]: refused })).toMatchObject({
        verdict: 'NOT_EVALUATED',
        missing: [{ kind: 'denied', action: `service:Get${name}` }],
      });
    });

    test('the table covers the rule', () => {
      for (const row of rows) judge(observed({ ...base, ...row.facts }), row.parameters);
      expect([...names].filter((name) => !used.has(name))).toEqual([]);
      expect(Object.keys(rule.parameters).filter((name) => !usedParameters.has(name))).toEqual([]);
      expect(rows.map((row) => row.verdict)).toContain('FAIL');
      const cases = rows.map((row) => JSON.stringify([row.facts, row.parameters]));
      expect(new Set(cases).size).toBe(cases.length);
      for (const name of Object.keys(rule.parameters)) {
        expect(rows.flatMap((row) => Object.keys(row.parameters ?? {}))).toContain(name);
      }
    });
  });
}
