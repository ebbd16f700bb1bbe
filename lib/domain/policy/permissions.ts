import { type PolicyDocument, type PolicyStatement, statementName } from './document.ts';
import { pattern, type Region, someText } from './match.ts';
import {
  complement,
  isEverywhere,
  mayConcern,
  type Prepared,
  prepare,
  serviceOf,
  speaksOf,
  sweeps,
} from './statement.ts';

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
  /** The same principal if no service control policy stood above its account. */
  unguarded(): Authority;
}

interface Named extends Prepared {
  readonly policy: NamedPolicy;
}

type Concerned = Named & { readonly resources: Region };

/** The statements that speak of an action. */
type Finder = (action: string) => readonly Concerned[];

/** Finds statements by action, having looked once which of them may concern its service. */
function finder(statements: readonly Named[]): Finder {
  const byService = new Map<string, readonly Concerned[]>();
  return (action) => {
    const service = serviceOf(action);
    let some = byService.get(service);
    if (!some) {
      // One without resources can be in no policy of an identity.
      some = statements.filter(
        (each): each is Concerned => each.resources !== null && mayConcern(each, service),
      );
      byService.set(service, some);
    }
    return some.length > 0 ? some.filter((each) => speaksOf(each, action)) : some;
  };
}

/** Policies of which one must allow what another allows, or which only refuse. */
interface Level {
  readonly allows: readonly Named[];
  readonly allowing: Finder;
  readonly denying: Finder;
}

function levelOf(policies: readonly NamedPolicy[]): Level {
  const allows: Named[] = [];
  const denies: Named[] = [];
  for (const policy of policies) {
    for (const { statement, unconditional, actions, services, resources } of prepare(policy.document)) {
      const named = { statement, unconditional, actions, services, resources, policy };
      if (statement.effect === 'Allow') allows.push(named);
      else if (unconditional) denies.push(named);
    }
  }
  return { allows, allowing: finder(allows), denying: finder(denies) };
}

/** What every resource of a question must satisfy; null when nothing could. */
type Clauses = readonly (readonly Region[])[] | null;

const isAll = ({ patterns, inside }: Region): boolean =>
  inside ? patterns.some(({ prefix }) => prefix === '') : patterns.length === 0;

/** What the Denies of some policies leave of an action. */
function spared(denying: Finder, action: string): Clauses {
  const clauses: (readonly Region[])[] = [];
  for (const { resources } of denying(action)) {
    if (isAll(resources)) return null;
    const beside = complement(resources);
    if (!isAll(beside)) clauses.push([beside]);
  }
  return clauses;
}

/** What a boundary, or the guardrails of a level, leave of an action. */
function limitsOf({ allowing, denying }: Level, action: string): Clauses {
  const regions = allowing(action).map(({ resources }) => resources);
  const beside = spared(denying, action);
  return beside && (regions.some(isAll) ? beside : [regions, ...beside]);
}

type Limit = (action: string) => Clauses;
const limits = new WeakMap<readonly NamedPolicy[], Limit>();

/** The same, worked out once for each action: thousands of principals stand under the same guardrails. */
function limitOf(policies: readonly NamedPolicy[]): Limit {
  const known = limits.get(policies);
  if (known) return known;
  const level = levelOf(policies);
  const left = new Map<string, Clauses>();
  const limit: Limit = (action) => {
    let clauses = left.get(action);
    if (clauses === undefined) {
      clauses = limitsOf(level, action);
      left.set(action, clauses);
    }
    return clauses;
  };
  limits.set(policies, limit);
  return limit;
}

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
  const bounds = boundary ? [limitOf([boundary])] : [];
  return authorityWithin(levelOf(identity), bounds, guardrails.map(limitOf));
}

function authorityWithin(own: Level, bounds: readonly Limit[], guards: readonly Limit[]): Authority {
  const above = [...bounds, ...guards];

  const clausesOf = (action: string): Clauses => {
    const clauses = [spared(own.denying, action), ...above.map((limit) => limit(action))];
    return clauses.some((each) => each === null) ? null : clauses.flatMap((each) => each ?? []);
  };

  const through = (
    action: string,
    resource: string,
    among?: (each: Prepared) => boolean,
  ): readonly Named[] => {
    const found = own.allowing(action);
    const allows = among ? found.filter(among) : found;
    const clauses = allows.length > 0 ? clausesOf(action) : null;
    if (!clauses) return [];
    const asked: Region = { patterns: [pattern(resource)], inside: true };
    const all = isAll(asked) ? clauses : [[asked], ...clauses];
    return allows.filter(({ resources }) => someText(isAll(resources) ? all : [[resources], ...all]));
  };

  const sweepers = new Map<string, boolean>();
  const told = ({ policy, statement }: Named): Grant => ({
    policy: policy.name,
    statement: statementName(policy.document, statement),
    conditions: statement.conditions,
  });

  return {
    grants: (action, resource) => through(action.toLowerCase(), resource).map(told),
    sweeping: (action) => {
      const lower = action.toLowerCase();
      const service = serviceOf(lower);
      const isSweeping = (each: Prepared): boolean => sweeps(each, service) && isEverywhere(each, service);
      const some = sweepers.get(service) ?? own.allows.some(isSweeping);
      sweepers.set(service, some);
      return some ? through(lower, '*', isSweeping).map(told) : [];
    },
    unguarded: () => authorityWithin(own, bounds, []),
  };
}
