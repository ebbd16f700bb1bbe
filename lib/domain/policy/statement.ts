import type { PolicyDocument, PolicyStatement } from './document.ts';
import { accepts, pattern, type Region, someText } from './match.ts';

/** A statement made ready for questions about actions and resources. */
export interface Prepared {
  readonly statement: PolicyStatement;
  readonly unconditional: boolean;
  readonly actions: Region;
  /** The services whose actions alone it speaks of; null where wildcards or exclusions leave that open. */
  readonly services: readonly string[] | null;
  /** Null where the statement has no resources: see `PolicyStatement`. */
  readonly resources: Region | null;
}

const ARN_FIELDS = 6;

/**
 * IAM fills the fields that an ARN lacks with wildcards: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function completed(resource: string): string {
  if (!resource.startsWith('arn:')) return resource;
  let fields = 1;
  for (let at = resource.indexOf(':'); at !== -1 && fields < ARN_FIELDS; at = resource.indexOf(':', at + 1))
    fields += 1;
  return resource + ':*'.repeat(ARN_FIELDS - fields);
}

/** Whether the text has a policy variable, whose value is known with the request only. */
const hasVariable = (text: string): boolean => text.includes('${') && /\$\{[^*?$}][^}]*\}/.test(text);

/**
 * The resources that a statement speaks of. A variable may have any value, so it is read in favor of the permission:
 * as `*` where that widens what is allowed or exempt from a Deny, as matching nothing where it would narrow it.
 */
function resourcesOf({ effect, resources, notResources }: PolicyStatement): Region | null {
  const inside = resources.length > 0;
  const texts = inside ? resources : notResources;
  if (texts.length === 0) return null;
  const favorable = inside === (effect === 'Allow') ? texts : texts.filter((text) => !hasVariable(text));
  return { patterns: favorable.map((text) => pattern(completed(text))), inside };
}

const actionsOf = ({ actions, notActions }: PolicyStatement): Region => {
  const inside = actions.length > 0 || notActions.length === 0;
  return { patterns: (inside ? actions : notActions).map((action) => pattern(action.toLowerCase())), inside };
};

function servicesOf({ patterns, inside }: Region): readonly string[] | null {
  if (!inside) return null;
  const services: string[] = [];
  for (const { start } of patterns) {
    const colon = start.indexOf(':');
    if (colon === -1) return null;
    const service = start.slice(0, colon);
    if (!services.includes(service)) services.push(service);
  }
  return services;
}

const large = new WeakMap<PolicyDocument, readonly Prepared[]>();
/** Weak keys cost the collector of garbage more than it costs to prepare what names fewer actions. */
const MANY_ACTIONS = 40;

/** The statements of a policy, prepared; of a large one once, however many principals have it. */
export function prepare(document: PolicyDocument): readonly Prepared[] {
  const known = large.get(document);
  if (known) return known;
  let count = 0;
  const made = document.statements.map((statement) => {
    const actions = actionsOf(statement);
    count += actions.patterns.length;
    return {
      statement,
      unconditional: Object.keys(statement.conditions).length === 0,
      actions,
      services: servicesOf(actions),
      resources: resourcesOf(statement),
    };
  });
  if (count >= MANY_ACTIONS) large.set(document, made);
  return made;
}

/** The service of an action. */
export const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));

/** Whether a statement may speak of actions of a service, in lower case. */
export const mayConcern = ({ services }: Prepared, service: string): boolean =>
  services === null || services.includes(service);

/** Whether the statement speaks of the action, given in lower case. */
export function speaksOf({ actions: { patterns, inside } }: Prepared, action: string): boolean {
  for (const each of patterns) if (accepts(each, action)) return inside;
  return !inside;
}

/** All that a region is not. */
export const complement = ({ patterns, inside }: Region): Region => ({ patterns, inside: !inside });

const contains = (own: Region | null, other: Region | null): boolean =>
  own === null || !someText([...(other ? [[other]] : []), [complement(own)]]);

/** Whether a statement speaks of every action, on every resource, of which another does. */
export const encloses = (own: Prepared, other: Prepared): boolean =>
  contains(own.actions, other.actions) && contains(own.resources, other.resources);

/** Every resource, or every one of a partition, or of a service in it. */
const EVERYWHERE = /^(?:\*+|arn:(?:aws[a-z-]*|\*):(?:([a-z0-9-]+):)?[*:]*\*)$/;

/** Whether a statement is not held to some resources of a service: it names all, or all but some. */
export const isEverywhere = ({ resources }: Prepared, service: string): boolean =>
  resources !== null &&
  (!resources.inside ||
    resources.patterns.some(({ text }) => {
      const [all, named = service] = EVERYWHERE.exec(text) ?? [];
      return all !== undefined && named === service;
    }));

/**
 * Whether a statement, in what it says about actions, is about a service as a whole: it names it by a wildcard, or
 * excludes some actions of it at most.
 */
export function sweeps(own: Prepared, service: string): boolean {
  if (!mayConcern(own, service)) return false;
  const { actions } = own;
  const whole = pattern(`${service}:*`);
  const enclosed = actions.patterns.some(
    (each) =>
      each.literal === null &&
      (each.prefix === null
        ? !someText([[{ patterns: [whole], inside: true }], [{ patterns: [each], inside: false }]])
        : whole.text.startsWith(each.prefix)),
  );
  return enclosed === actions.inside;
}
