import type { PolicyDocument, PolicyStatement } from './document.ts';
import { matches } from './match.ts';

/** What is known of a request: condition keys in lower case to their value, null where the request has no such key. */
export type Context = Readonly<Record<string, string | null>>;

const OPERATOR = /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/;

/**
 * Whether a condition holds for a known value; null when that cannot be told.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function holds(operator: string, wanted: readonly string[], value: string | null): boolean | null {
  if (operator === 'Null') return wanted.some((absent) => (absent === 'true') === (value === null));
  const [, quantifier, comparison = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const negated = comparison.includes('Not');
  if (value === null) {
    return Boolean(ifExists) || quantifier === 'ForAllValues:' || (negated && !quantifier);
  }
  if (!/^(?:String|Arn)/.test(comparison) || wanted.some((each) => each.includes('${'))) return null;
  const same = (each: string): boolean => {
    if (comparison.endsWith('IgnoreCase')) return each.toLowerCase() === value.toLowerCase();
    return /^Arn|Like$/.test(comparison) ? matches(each, value) : each === value;
  };
  return wanted.some(same) !== negated;
}

/** The conditions that remain to be met; null when one of them fails. */
function remaining(statement: PolicyStatement, context: Context): PolicyStatement['conditions'] | null {
  const left: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, keys] of Object.entries(statement.conditions)) {
    for (const [key, wanted] of Object.entries(keys)) {
      const value = context[key];
      const verdict = value === undefined ? null : holds(operator, wanted, value);
      if (verdict === false) return null;
      if (verdict === null) left[operator] = { ...left[operator], [key]: wanted };
    }
  }
  return left;
}

/** Puts values in the place of policy variables; a text with a variable that has no value matches nothing. */
const filled = (texts: readonly string[], context: Context): readonly string[] =>
  texts.flatMap((text) => {
    const known = text.replaceAll(/\$\{([\w:/]+)\}/g, (variable, name: string) => {
      const value = context[name.toLowerCase()];
      return value === undefined ? variable : (value ?? '${}');
    });
    return known.includes('${}') ? [] : [known];
  });

/** The statement without effect; it keeps its place, by which the others are named. */
export const inert = (statement: PolicyStatement): PolicyStatement => ({
  ...statement,
  actions: [],
  notActions: [],
});

const bears = ({ conditions, resources, notResources }: PolicyStatement, context: Context): boolean =>
  [...resources, ...notResources].some((text) => text.includes('${')) ||
  Object.values(conditions).some((keys) => Object.keys(keys).some((key) => key in context));

/**
 * A policy for a request of which something is known: statements whose conditions fail have no effect, conditions
 * that are met are gone from the others, and variables have their values. A Deny that only concerns others thereby
 * ceases to be one, and one that concerns this request no longer depends on it. A policy that the context does not
 * bear on stays the same object, so that what is prepared of it for one principal serves all.
 */
export const inContext = (document: PolicyDocument, context: Context): PolicyDocument =>
  document.statements.some((statement) => bears(statement, context))
    ? { statements: document.statements.map((statement) => told(statement, context)) }
    : document;

function told(statement: PolicyStatement, context: Context): PolicyStatement {
  const conditions = remaining(statement, context);
  const resources = filled(statement.resources, context);
  const notResources = filled(statement.notResources, context);
  if (conditions === null || (statement.resources.length > 0 && resources.length === 0)) {
    return inert(statement);
  }
  const noneExcepted = statement.notResources.length > 0 && notResources.length === 0;
  return { ...statement, conditions, resources: noneExcepted ? ['*'] : resources, notResources };
}

/** The condition keys of a policy, in lower case. */
export const conditionKeys = ({ statements }: PolicyDocument): readonly string[] =>
  statements.flatMap(({ conditions }) => Object.values(conditions).flatMap((keys) => Object.keys(keys)));
