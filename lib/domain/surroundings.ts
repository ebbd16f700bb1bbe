import type { Observed } from './observed.ts';

/** A service control policy as it is attached: its document as JSON text. */
export interface Guardrail {
  readonly name: string;
  readonly document: string;
}

/** Where an account is in its Organization: names of the units above it, and ids from the root down to itself. */
export interface Place {
  readonly name: string;
  readonly path: readonly string[];
  readonly ids: readonly string[];
}

/** The Organization around the accounts, read once a run: what a target needs to know of what is outside itself. */
export interface OrganizationMap {
  /** `o-...`; null: an account is scanned alone, and what is around it is not known. */
  readonly organization: string | null;
  readonly management: string | null;
  /** Types of policies that are enabled in the Organization, as AWS names them; maps of older runs lack it. */
  readonly policyTypes?: readonly string[];
  /** Every account of the Organization, examined or not, by id. */
  readonly accounts: Readonly<Record<string, Place>>;
  /** SCPs by id, and the ids of those attached to a root, unit or account. Both empty where SCPs are not enabled. */
  readonly guardrails: Observed<{
    readonly policies: Readonly<Record<string, Guardrail>>;
    readonly attached: Readonly<Record<string, readonly string[]>>;
  }>;
}

/** What lies around one account. */
export interface Surroundings {
  readonly organization: string | null;
  readonly management: string | null;
  /** Ids of all accounts of the Organization, this one included, sorted. */
  readonly accounts: readonly string[];
  /** Types of policies that are enabled in the Organization, as AWS names them; null where that is not known. */
  readonly policyTypes: readonly string[] | null;
  /**
   * The SCPs above the account, a list a level from the root down to the account itself; each level must allow what
   * is to be allowed. No level where no SCP applies.
   * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   */
  readonly guardrails: Observed<readonly (readonly Guardrail[])[]>;
}

/** What lies around an account by the map. SCPs never limit the management account. */
export function surroundingsOf(account: string, map: OrganizationMap): Surroundings {
  const { organization, management, policyTypes = null } = map;
  const accounts = [...new Set([account, ...Object.keys(map.accounts)])].sort();
  return { organization, management, accounts, policyTypes, guardrails: guardrailsOf(account, map) };
}

function guardrailsOf(
  account: string,
  { management, accounts, guardrails }: OrganizationMap,
): Surroundings['guardrails'] {
  if (!guardrails.seen) return guardrails;
  const { policies, attached } = guardrails.value;
  if (account === management || Object.keys(policies).length === 0) return { seen: true, value: [] };
  const levels = (accounts[account]?.ids ?? []).map((id) =>
    (attached[id] ?? []).flatMap((policy) => policies[policy] ?? []),
  );
  return { seen: true, value: levels };
}
