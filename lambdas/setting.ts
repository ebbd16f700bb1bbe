import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connect, deploymentNames } from '#lib/adapters/deployment.ts';
import type { Scope } from '#lib/domain/scope.ts';

/** The deployment's resources and the system's clock, read once per container. */
export const setting = () => {
  const names = deploymentNames();
  return { names, ...connect(names), clock: () => new Date() };
};

/** @throws Error when AWS_REGION, which Lambda sets, is missing */
export function ownRegion(): string {
  const region = process.env.AWS_REGION;
  if (!region) throw new Error('AWS_REGION must be set');
  return region;
}

/**
 * The scope file that was deployed with the functions.
 * @throws Error when VOUCH_SCOPE is not set, ScopeError when the file cannot be used
 */
export async function deployedScope(): Promise<Scope> {
  const path = process.env.VOUCH_SCOPE;
  if (!path) throw new Error('VOUCH_SCOPE must be set to the path of the deployed scope.yaml');
  // Only a run's beginning needs the reader of YAML.
  const { parseScope } = await import('#lib/scope/scope.ts');
  // Lambda names the folder of the deployed code; it need not be the current one.
  return parseScope(readFileSync(resolve(process.env.LAMBDA_TASK_ROOT ?? '', path), 'utf8'), path);
}
