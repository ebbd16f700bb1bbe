// The one-way map of .dependency-cruiser.mjs, failing also when it looked at nothing.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../../.dependency-cruiser.mjs';
import { ROOT } from './registry.ts';

process.chdir(ROOT);
const { output } = await cruise(
  ['bin', 'lib', 'lambdas', 'rules'],
  { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string') throw new Error('expected a result, got a text');
const { violations, totalCruised } = output.summary;
const own = output.modules.filter(({ source }) => !source.includes('node_modules') && source.endsWith('.ts'));
for (const { rule, from, to } of violations) {
  const why = config.forbidden.find(({ name }) => name === rule.name)?.comment;
  console.error(`${from} -> ${to}\n    ${rule.name}: ${why}`);
}
if (own.length === 0) console.error('dependency-cruiser looked at no file of ours: its configuration or TypeScript is broken');
if (violations.length > 0 || own.length === 0) process.exitCode = 1;
else console.log(`${own.length} modules of ${totalCruised} keep to the map`);
