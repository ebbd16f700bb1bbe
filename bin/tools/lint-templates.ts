// Runs cfn-lint on every template that the CDK app synthesizes, for one Region of each partition.
//   npm run lint:templates
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackage, type Package } from '#lib/demo/python.ts';
import { cdk } from './cdk.ts';

const CFN_LINT: Package = {
  name: 'cfn-lint',
  pinned: ['cfn-lint==1.58.0'],
  suitable: /^1\.58\.0$/, // another version has other rules
  needs: 'cfnlint',
};

const REGIONS = ['us-east-1', 'us-gov-west-1', 'cn-north-1'];

/** W3005: a DependsOn that a GetAtt implies. The CDK writes both for a function and its role, and it does no harm. */
const IGNORED = ['W3005'];

/** Every stack, the optional one of the members and the export to Security Hub included; then with evidence in an account of its own. */
const MEMBERS = ['organizationId=o-abcdefghij', 'organizationUnits=r-ab12'];
const WAYS = [
  [...MEMBERS, 'securityHub=true'],
  [...MEMBERS, 'auditAccount=111122223333', 'archiveAccount=444455556666'],
];

const say = (line: string): void => console.error(line);

/** Synthesizes the app. @returns the paths of its templates, sorted */
async function synthesize(folder: string, context: readonly string[]): Promise<readonly string[]> {
  await cdk(folder, 'synth', '--quiet', ...context.flatMap((value) => ['--context', value]));
  const assembly = join(folder, 'cdk.out');
  const templates = (await readdir(assembly)).filter((name) => name.endsWith('.template.json')).sort();
  if (templates.length === 0) throw new Error(`cdk synth wrote no template into ${assembly}`);
  return templates.map((name) => join(assembly, name));
}

const folder = await mkdtemp(join(tmpdir(), 'vouch-lint-'));
try {
  const python = await ensurePackage(CFN_LINT, say);
  const templates: string[] = [];
  for (const [index, context] of WAYS.entries())
    templates.push(...(await synthesize(join(folder, String(index)), context)));
  const code = 'import sys; from cfnlint.runner import main; sys.exit(main())';
  const options = ['--ignore-checks', ...IGNORED, '--regions', ...REGIONS];
  const { status, error } = spawnSync(python, ['-c', code, ...options, '--', ...templates], {
    stdio: 'inherit',
  });
  if (error) throw error;
  if (status === 0)
    console.log(`cfn-lint has nothing to say on ${templates.length} templates, ${REGIONS.join(', ')}.`);
  process.exitCode = status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
