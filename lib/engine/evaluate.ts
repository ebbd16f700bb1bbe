import type { Evaluation } from '../domain/finding.ts';
import type { Json } from '../domain/json.ts';
import { type ObservedResource, reasonOf, type Unseen, unseen } from '../domain/observed.ts';
import { together } from '../domain/requests.ts';
import type { Parameters, RegisteredRule } from '../domain/rule.ts';
import type { Target } from '../domain/target.ts';

/** A rule with the parameters of this run. */
export interface ActiveRule {
  readonly rule: RegisteredRule;
  readonly parameters: Parameters;
}

const NOTHING_MISSING: readonly Unseen[] = [];
const NO_REQUESTS: readonly string[] = [];

const notEvaluated = (missing: readonly Unseen[]) => ({
  verdict: 'NOT_EVALUATED' as const,
  reason: reasonOf(missing),
  missing,
});

/**
 * Applies one rule to one resource. If a fact that the rule reads is unseen, the evaluation is NOT_EVALUATED with
 * the missing actions and `check` is not called; so it is when `check` throws. Nothing else becomes NOT_EVALUATED,
 * and nothing unseen can become anything else.
 */
export function evaluate(
  { rule, parameters }: ActiveRule,
  resource: ObservedResource,
  target: Target,
): Evaluation {
  const facts: Record<string, Json> = {};
  let missing: Unseen[] | undefined;
  for (const name of rule.reads) {
    const fact = resource.facts[name];
    if (fact?.seen) {
      facts[name] = fact.value as Json;
    } else {
      const why = fact?.unseen ?? { kind: 'failed', action: name, message: 'no collector read this fact' };
      missing ??= [];
      if (!missing.some((known) => known.action === why.action)) missing.push(why);
    }
  }
  const outcome = missing ? notEvaluated(missing) : decide({ rule, parameters }, facts);
  return {
    rule: rule.id,
    ruleHash: rule.hash,
    resource: resource.arn,
    population: false,
    type: rule.resource,
    severity: rule.severity,
    account: target.account,
    region: target.region,
    verdict: outcome.verdict,
    reason: outcome.reason,
    facts,
    parameters,
    missing: 'missing' in outcome ? outcome.missing : NOTHING_MISSING,
    requests: requestsBehind(rule.reads, resource),
  };
}

/** The requests to AWS that facts of a resource come from. */
function requestsBehind(names: readonly string[], { requests }: ObservedResource): readonly string[] {
  let all = NO_REQUESTS;
  if (requests) for (const name of names) all = together(all, requests[name] ?? NO_REQUESTS);
  return all;
}

function decide({ rule, parameters }: ActiveRule, facts: Record<string, Json>) {
  try {
    return rule.check(facts as never, parameters as never);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return notEvaluated([{ kind: 'failed', action: `rule ${rule.id}`, message }]);
  }
}

/**
 * The evaluation that says that nothing of a population could be read: a blind spot with a name.
 * @param arn the resource, or `*` in its place; `population` tells which
 * @param requests what AWS was asked all the same
 */
export const blind = (
  active: ActiveRule,
  arn: string,
  population: boolean,
  why: Unseen,
  target: Target,
  requests: readonly string[],
): Evaluation => {
  const facts = Object.fromEntries(active.rule.reads.map((name) => [name, unseen(why)]));
  return { ...evaluate(active, { arn, facts }, target), population, requests };
};
