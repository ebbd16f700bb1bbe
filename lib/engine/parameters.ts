import type { ParameterOverrides, Parameters, RegisteredRule } from '../domain/rule.ts';
import type { ActiveRule } from './evaluate.ts';

const kind = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

/**
 * Joins rules with the company's parameters.
 * @throws Error naming each override that no rule has, or whose kind differs from the default's.
 */
export function activate(
  rules: readonly RegisteredRule[],
  overrides: ParameterOverrides,
): readonly ActiveRule[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const problems = Object.entries(overrides).flatMap(([id, values]) => {
    const rule = known.get(id);
    if (!rule) return [`parameters.${id}: no rule has this id; "vouch rules" lists them`];
    return Object.entries(values).flatMap(([name, value]) => {
      const fallback = rule.parameters[name];
      if (fallback === undefined) {
        const names = Object.keys(rule.parameters).join(', ') || 'none';
        return [`parameters.${id}.${name}: the rule has no such parameter; it has: ${names}`];
      }
      return kind(value) === kind(fallback)
        ? []
        : [
            `parameters.${id}.${name}: expected a ${kind(fallback)} such as ${JSON.stringify(fallback)}, got ${JSON.stringify(value)}`,
          ];
    });
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return rules.map((rule) => ({
    rule,
    parameters: { ...rule.parameters, ...(overrides[rule.id] as Parameters | undefined) },
  }));
}
