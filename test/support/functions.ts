import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { DEPLOYMENT_VARIABLES, type DeploymentNames } from '#lib/adapters/deployment.ts';
import { createResources } from '#lib/adapters/resources.ts';
import type { PlannedScan } from '../../lambdas/events.ts';
import { handler as planScan } from '../../lambdas/plan-scan/handler.ts';
import { handler as scanTarget } from '../../lambdas/scan-target/handler.ts';
import { handler as sealScan } from '../../lambdas/seal-scan/handler.ts';

/** The emulator's account, which is the only one of its Organization here, and the only Region of the scope. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';
export const context = {
  awsRequestId: 'request',
  functionName: 'test',
  getRemainingTimeInMillis: () => 300_000,
} as Context;

/** Makes an Organization, a deployment's resources and a scope before the tests, for the functions of this process. */
export function useFunctions(name: string): { readonly names: DeploymentNames } {
  let made: DeploymentNames | null = null;
  let folder = '';
  beforeAll(async () => {
    await new OrganizationsClient({}).send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    folder = mkdtempSync(join(tmpdir(), `vouch-${name}-`));
    process.env.VOUCH_SCOPE = join(folder, 'scope.yaml');
    writeFileSync(process.env.VOUCH_SCOPE, `regions: [${REGION}]\n`);
    made = await createResources(name);
    for (const [key, variable] of Object.entries(DEPLOYMENT_VARIABLES))
      process.env[variable] = made[key as keyof DeploymentNames];
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get names() {
      if (!made) throw new Error('the resources are made before the first test');
      return made;
    },
  };
}

/** A run of the one Region by the functions, without the workflow around them. */
export async function runByFunctions(): Promise<void> {
  await sealScan({}, context);
  const plan = (await planScan({}, context)) as PlannedScan;
  const targets = [{ account: ACCOUNT, region: REGION, management: true, unreachable: null }];
  await scanTarget({ ...plan, targets }, context);
  await sealScan({ run: plan.run }, context);
}
