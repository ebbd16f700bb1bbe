import { type PolicyDocument, type PolicyStatement, statementName } from './document.ts';
import { pattern, type Region, someText } from './match.ts';
import { complement, isEverywhere, type Prepared, prepare, speaksOf, sweeps } from './statement.ts';

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** All that decides what a principal may do, but for policies of resources. */
export interface Permissions {
  /** Its own policies, those attached to it and those of its groups. */
  readonly identity: readonly NamedPolicy[];
  /** The permissions boundary; null when it has none. */
  readonly boundary: NamedPolicy | null;
  /** Service control policies, one list a level from the root down to the account; `[]` where none applies. */
  readonly guardrails: readonly (readonly NamedPolicy[])[];
}

/** A statement of an identity policy that lets something through. */
export interface Grant {
  readonly policy: string;
  /** How people call it: see `statementName`. */
  readonly statement: string;
  /** Those of this statement; boundary and guardrails may have more. */
  readonly conditions: PolicyStatement['conditions'];
}

export interface Authority {
  /**
   * The statements by which the principal may do `action` on some resource that matches the pattern `resource`; none
   * when boundary, SCP or an unconditional Deny closes every one.
   * @param action written out, in whatever case
   * @param resource an ARN, or a pattern of ARNs
   */
  grants(action: string, resource: string): readonly Grant[];
  /** Those of them that allow the action together with the whole of its service, on whatever resource. */
  sweeping(action: string): readonly Grant[];
}

interface Named extends Prepared {
  readonly policy: NamedPolicy;
}

const prepared = (policies: readonly NamedPolicy[]): readonly Named[] =>
  policies.flatMap((policy) => prepare(policy.document).map((each) => ({ ...each, policy })));

/** What is left of an action: the statements that allow it, and what every resource must satisfy beside. */
interface Open {
  readonly allows: readonly (Named & { readonly resources: Region })[];
  readonly clauses: readonly (readonly Region[])[];
}

const CLOSED: Open = { allows: [], clauses: [] };

const isAll = ({ patterns, inside }: Region): boolean =>
  inside ? patterns.some(({ prefix }) => prefix === '') : patterns.length === 0;

/** Whether a statement with resources speaks of the action: one without can be in no policy of an identity. */
const concerns =
  (action: string) =>
  (each: Named): each is Named & { readonly resources: Region } =>
    each.resources !== null && speaksOf(each, action);

/**
 * What a principal may do. It errs to the side of the permission, since a finding must not be silent on a maybe:
 * - A Deny counts where it has no condition. One with a condition (the Region, an exempt role, the hour) refuses some
 *   requests and lets others through, which is a permission still.
 * - An Allow counts whatever its conditions. Those of the grant are told; whoever asks may judge them.
 * - Policy variables take whatever value favors the permission.
 * Boundary and service control policies grant nothing: one Allow of the boundary, and one on each level, must cover
 * the same resource. Policies of resources, which may grant past both, are not looked at.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function authority({ identity, boundary, guardrails }: Permissions): Authority {
  const own = prepared(identity);
  const limits = [...(boundary ? [[boundary]] : []), ...guardrails].map(prepared);
  const denies = [own, ...limits]
    .flat()
    .filter(({ statement, unconditional }) => statement.effect === 'Deny' && unconditional);
  const allowing = (statements: readonly Named[]) =>
    statements.filter(({ statement }) => statement.effect === 'Allow');
  const [allows, ...levels] = [own, ...limits].map(allowing);

  const examine = (action: string): Open => {
    const concerned = (allows ?? []).filter(concerns(action));
    if (concerned.length === 0) return CLOSED;
    const clauses: (readonly Region[])[] = [];
    for (const level of levels) {
      const regions = level.filter(concerns(action)).map(({ resources }) => resources);
      if (regions.length === 0) return CLOSED;
      if (!regions.some(isAll)) clauses.push(regions);
    }
    for (const { resources } of denies.filter(concerns(action))) {
      if (isAll(resources)) return CLOSED;
      const spared = complement(resources);
      if (!isAll(spared)) clauses.push([spared]);
    }
    return { allows: concerned, clauses };
  };

  const examined = new Map<string, Open>();
  const openTo = (action: string): Open => {
    const open = examined.get(action) ?? examine(action);
    examined.set(action, open);
    return open;
  };

  const through = (
    action: string,
    resource: string,
    among: (each: Prepared) => boolean,
  ): readonly Named[] => {
    const open = openTo(action);
    const asked: Region = { patterns: [pattern(resource)], inside: true };
    const clauses = isAll(asked) ? open.clauses : [[asked], ...open.clauses];
    return open.allows.filter(
      (each) => among(each) && someText(isAll(each.resources) ? clauses : [[each.resources], ...clauses]),
    );
  };

  const told = ({ policy, statement }: Named): Grant => ({
    policy: policy.name,
    statement: statementName(policy.document, statement),
    conditions: statement.conditions,
  });

  return {
    grants: (action, resource) => through(action.toLowerCase(), resource, () => true).map(told),
    sweeping: (action) => {
      const service = action.slice(0, action.indexOf(':')).toLowerCase();
      const isSweeping = (each: Prepared): boolean => isEverywhere(each, service) && sweeps(each, service);
      return through(action.toLowerCase(), '*', isSweeping).map(told);
    },
  };
}
