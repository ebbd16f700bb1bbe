// npm run new:rule <service> <check>, for example: npm run new:rule kms key-rotation
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './registry.ts';

const [service = '', check = ''] = process.argv.slice(2);
const collectors = readdirSync(join(ROOT, 'lib/domain/facts'))
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name !== 'index');
const fault = [
  !/^[a-z0-9]+$/.test(service) &&
    `<service> must be lower case, one of: ${collectors.join(', ')}, or a new one`,
  !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(check) &&
    '<check> must be words in lower case with hyphens, for example key-rotation',
  existsSync(join(ROOT, `rules/${service}/${check}.ts`)) && `rules/${service}/${check}.ts exists already`,
].find((problem) => problem !== false);
if (fault) {
  console.error(`npm run new:rule <service> <check>: ${fault}`);
  process.exit(2);
}

mkdirSync(join(ROOT, 'rules', service), { recursive: true });
writeFileSync(
  join(ROOT, `rules/${service}/${check}.ts`),
  `import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: '${service}-${check}',
  title: 'TODO: the state that passes',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::KMS::Key',
  reads: ['state'],
  controls: [],
  risk: 'TODO: what goes wrong for the company when this fails.',
  remediation: { text: 'TODO: what to do.', url: 'https://docs.aws.amazon.com/' },
  check({ state }) {
    return state === 'TODO' ? pass('TODO: what was observed') : fail(\`the state is \${state}\`);
  },
});
`,
);
writeFileSync(
  join(ROOT, `rules/${service}/${check}.test.ts`),
  `import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './${check}.ts';

ruleTable(rule, { state: 'TODO' }, [
  { name: 'TODO: what is wrong', facts: { state: 'Disabled' }, verdict: 'FAIL', reason: /Disabled/ },
]);
`,
);
execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'bin/tools/generate.ts')], {
  cwd: ROOT,
  stdio: 'inherit',
});
console.log(`Next: fill in rules/${service}/${check}.ts and its test; a new fact goes into
lib/domain/facts/${service}.ts and lib/collectors/${service}.ts; "npm run check" says what is missing.`);
