import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS } from '#lib/stacks/code.ts';

const folder = mkdtempSync(join(tmpdir(), 'vouch-app-'));
const out = join(folder, 'out');
const scope = join(folder, 'scope.yaml');
const SCOPE = 'access: { externalId: some-text }\nevidence: { retentionDays: 400 }\n';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { context: STANDING } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: object };

/** Runs the app as the cdk command does, with the context of cdk.json, and returns what it wrote to stderr. */
function synthesize(context: Readonly<Record<string, string>>): string {
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CDK_OUTDIR: out,
        CDK_CONTEXT_JSON: JSON.stringify({ ...STANDING, ...context }),
      },
      stdio: 'pipe',
    });
    return '';
  } catch (error) {
    return String((error as { stderr?: Buffer }).stderr);
  }
}
const read = (name: string): string => readFileSync(join(out, name), 'utf8');

describe('the app', () => {
  beforeAll(() => {
    writeFileSync(scope, SCOPE);
    expect(synthesize({ scope, organizationId: 'o-abcdefghij', organizationUnits: 'r-ab12' })).toBe('');
  }, 60_000);

  test('writes a template for each stack', () => {
    const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));
    expect(templates.sort()).toEqual(
      ['Audit', 'MemberAccess', 'Members', 'Record'].map((name) => `Vouch${name}.template.json`),
    );
  });

  test('gives the member role the policy that the rules need, and no more', () => {
    const golden = JSON.parse(readFileSync('test/golden/member-policy.json', 'utf8')) as {
      Statement: { Action: string[] }[];
    };
    const { Resources } = JSON.parse(read('VouchMemberAccess.template.json')) as {
      Resources: Record<string, { Properties: { PolicyDocument?: { Statement: { Action: string[] }[] } } }>;
    };
    const granted = Object.values(Resources).flatMap(({ Properties }) =>
      (Properties.PolicyDocument?.Statement ?? []).flatMap(({ Action }) => Action),
    );
    expect(granted.sort()).toEqual(golden.Statement.flatMap(({ Action }) => Action).sort());
  });

  test('deploys the functions with the scope file, and keeps evidence as long as it says', () => {
    const deployed = readdirSync(out).filter((name) => existsSync(join(out, name, 'scope.yaml')));
    expect(deployed.map((name) => read(join(name, 'scope.yaml')))).toEqual(FUNCTIONS.map(() => SCOPE));
    expect(read('VouchRecord.template.json')).toMatch(/"Days":\s*400/);
  });
});

test('a scope file or a context value that cannot be used stops it with the reason', () => {
  writeFileSync(scope, 'regions: europe\n');
  expect(synthesize({ scope })).toMatch(/scope\.yaml:1: regions: expected/);
  expect(synthesize({ scanAt: 'noon' })).toMatch(/context value scanAt: expected a time of the day in UTC/);
}, 60_000);
