import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { ARCHIVED, deployed, FULL, SCOPE } from '../../test/support/deployment.ts';
import { QUESTIONS } from '../evidence/questions.ts';

const access = { roleName: 'Reader-eu', externalId: 'other-text' };
const stacksOf = ({ archive, record, audit, memberAccess, members }: ReturnType<typeof deployed>) =>
  [record, audit, memberAccess, archive, members]
    .flatMap((stack) => (stack ? [stack] : []))
    .map((stack) => ({
      name: stack.stackName,
      template: Template.fromStack(stack).toJSON() as { Resources: Record<string, { Properties?: object }> },
    }));
const first = stacksOf(deployed(FULL));
const second = stacksOf(deployed({ ...FULL, qualifier: 'eu' }, { scope: { ...SCOPE, access } }));
const elsewhere = ['cn-north-1', 'us-gov-west-1'].map(
  (region) =>
    [
      region,
      stacksOf(
        deployed(
          {
            ...ARCHIVED,
            auditor: `${arnOf(region)}:iam::999988887777:role/A`,
            breakGlassRole: `${arnOf(region)}:iam::111122223333:role/B`,
          },
          { env: { account: '111122223333', region } },
        ),
      ),
    ] as const,
);

function arnOf(region: string): string {
  return region.startsWith('cn-') ? 'arn:aws-cn' : 'arn:aws-us-gov';
}

/** Properties by which AWS tells things apart within an account. */
const NAMES = /^(?:(?:Role|Function|LogGroup|StateMachine|Topic|Alarm|Dashboard|StackSet)Name|Name)$/;

/** The physical names that a deployment gives. */
const namesOf = (stacks: typeof first): readonly string[] =>
  stacks.flatMap(({ name, template }) => [
    name,
    ...Object.values(template.Resources).flatMap(({ Properties = {} }) =>
      Object.entries(Properties).flatMap(([key, value]) =>
        NAMES.test(key) && typeof value === 'string' ? [value] : [],
      ),
    ),
  ]);

describe('two deployments in one Organization', () => {
  test('share no name but those of saved queries', () => {
    const names = new Set(namesOf(first));
    expect(names.size).toBeGreaterThan(20);
    const shared = namesOf(second).filter((name) => names.has(name));
    expect(shared).toEqual(Object.keys(QUESTIONS));
  });

  test('cannot share a role in scanned accounts', () => {
    expect(() => deployed({ qualifier: 'us' }, { scope: { ...SCOPE, access } })).toThrow(
      /access\.roleName in scope\.yaml is Reader-eu: .* must end in -us/,
    );
  });
});

describe.each(elsewhere)('in %s', (_, stacks) => {
  test('no ARN belongs to another partition', () => {
    for (const { template } of stacks) expect(JSON.stringify(template)).not.toMatch(/arn:aws:/);
  });
});

test('no account, Region or partition is written into the templates', () => {
  for (const { template } of first) {
    const text = JSON.stringify(template.Resources)
      .replaceAll(FULL.auditor, '')
      .replaceAll(FULL.breakGlassRole, '')
      .replaceAll(JSON.stringify(FULL.changeRegions.split(',')), '');
    expect(text).not.toMatch(/[":]\d{12}[":]|arn:aws:|(?:us|eu|ap)-[a-z]+-\d/);
  }
});
