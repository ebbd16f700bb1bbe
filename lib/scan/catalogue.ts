import { RULES } from '../../rules/index.ts';
import { loadCollectors } from '../collectors/index.ts';
import { criteriaOf } from '../controls/index.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActiveRule } from '../engine/evaluate.ts';
import { activate } from '../engine/parameters.ts';
import { divideWork, type Work } from './work.ts';

/** The rules in force under a scope, and the work that they make. */
export interface Catalogue {
  readonly rules: readonly ActiveRule[];
  readonly work: readonly Work[];
}

/**
 * Every rule that serves a criterion in scope, with the company's parameters.
 * @throws Error naming each parameter in the scope that no rule has
 */
export async function loadCatalogue({
  criteria,
  parameters,
  presence,
}: Pick<Scope, 'criteria' | 'parameters' | 'presence'>): Promise<Catalogue> {
  const rules = activate(RULES, parameters).filter(({ rule }) =>
    criteriaOf(rule.controls).some((id) => criteria.includes(id)),
  );
  return { rules, work: divideWork(rules, await loadCollectors(), presence) };
}
