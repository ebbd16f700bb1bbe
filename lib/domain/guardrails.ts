import type { Guardrails, OrganizationUnit, UnitPolicy } from './facts/organizations.ts';
import type { PolicyDocument, PolicyStatement } from './policy/document.ts';
import { covers, matches, matchesAction, overlaps } from './policy/match.ts';

/** A unit that holds accounts, with the policies that reach them. */
export interface HoldingUnit {
  readonly path: string;
  /** A list a level, from the root down to the unit. */
  readonly levels: readonly (readonly UnitPolicy[])[];
  /** The same in one list. */
  readonly policies: readonly UnitPolicy[];
}

/**
 * The units that hold member accounts.
 * @param exemptUnits ids of units that are left out, with all below them
 */
export function holdingUnits({ units }: Guardrails, exemptUnits: readonly string[]): readonly HoldingUnit[] {
  const policies = new Map(units.map((unit) => [unit.id, unit.policies]));
  const lineage = ({ id, above }: OrganizationUnit) => [...above, id];
  return units
    .filter((unit) => unit.accounts > 0 && !lineage(unit).some((id) => exemptUnits.includes(id)))
    .map((unit) => {
      const levels = lineage(unit).map((id) => policies.get(id) ?? []);
      return { path: unit.path, levels, policies: levels.flat() };
    });
}

/**
 * What ends the record of an account or the watch over it, and the resources that it is done to, as in ARNs.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'access-analyzer:DeleteAnalyzer': 'analyzer/*',
  'cloudtrail:DeleteTrail': 'trail/*',
  'cloudtrail:PutEventSelectors': 'trail/*',
  'cloudtrail:StopLogging': 'trail/*',
  'cloudtrail:UpdateTrail': 'trail/*',
  'config:DeleteConfigurationRecorder': 'configuration-recorder/*',
  'config:StopConfigurationRecorder': 'configuration-recorder/*',
  'guardduty:DeleteDetector': 'detector/*',
  'guardduty:UpdateDetector': 'detector/*',
  'securityhub:DisableSecurityHub': 'hub/default',
};

/** What takes a role away from whom it serves. */
const ROLE_CHANGES = [
  'iam:AttachRolePolicy',
  'iam:DeleteRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];

const EXCEPT = /^(?:For(?:All|Any)Values:)?(?:Arn|String)Not(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/;
/** All principals, all of an account or all roles: an exception for these leaves nobody to deny. */
const ANYBODY = /^\*|:\*+$|:role\/\*+$/;

/** Whether a Deny holds for everyone but named principals, as those that roll out the services themselves. */
export const deniesNearlyAll = ({ effect, conditions }: PolicyStatement): boolean =>
  effect === 'Deny' &&
  Object.entries(conditions).every(
    ([operator, keys]) =>
      EXCEPT.test(operator) &&
      Object.entries(keys).every(
        ([key, values]) => key === 'aws:principalarn' && !values.some((value) => ANYBODY.test(value)),
      ),
  );

export const concerns = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  notActions.length > 0
    ? !notActions.some((one) => matchesAction(one, action))
    : actions.some((one) => matchesAction(one, action));

const reaches = ({ resources, notResources }: PolicyStatement, all: string): boolean =>
  notResources.length > 0
    ? !notResources.some((one) => overlaps(one, all))
    : resources.some((one) => covers(one, all));

/**
 * The actions against audit services that a policy denies in every account and Region, to all but principals that it
 * names; sorted.
 */
export const deniedAuditActions = (document: PolicyDocument, partition: string): readonly string[] =>
  Object.entries(AUDIT_ACTIONS)
    .filter(([action, resource]) =>
      document.statements.some(
        (statement) =>
          deniesNearlyAll(statement) &&
          concerns(statement, action) &&
          reaches(statement, `arn:${partition}:${action.split(':')[0]}:*:*:${resource}`),
      ),
    )
    .map(([action]) => action);

const ROLES = /^(?:\*|arn:[^:]*:iam::\*:(?:\*|role\/(.+)))$/;

/** Patterns of the names of roles that a policy guards in every account: it denies every change to them. */
export const guardedRoles = (document: PolicyDocument): readonly string[] =>
  document.statements
    .filter(
      (statement) =>
        deniesNearlyAll(statement) && ROLE_CHANGES.every((action) => concerns(statement, action)),
    )
    .flatMap(({ resources }) => resources)
    .flatMap((resource) => {
      const found = ROLES.exec(resource);
      return found ? [found[1] ?? '*'] : [];
    })
    .sort();

/** Which of the actions against audit services, and of changes to a role (empty: to none), no policy denies in a unit. */
export function openTo(
  { policies }: HoldingUnit,
  actions: readonly string[],
  role: string,
): readonly string[] {
  const guarded = policies.some(({ guardsRoles }) => guardsRoles.some((name) => matches(name, role)));
  return [
    ...actions.filter((action) => !policies.some(({ deniesAudit }) => deniesAudit.includes(action))),
    ...(guarded || role === '' ? [] : [`changes to the role ${role}`]),
  ];
}
