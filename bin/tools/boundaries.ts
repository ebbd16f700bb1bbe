// The one-way map of the code. Each rule says why to whoever breaks it; looking at no file at all is a failure too.
import { cruise, type IRegularForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { ROOT } from './registry.ts';

const ANY_SDK = 'node_modules/(@aws-sdk|@smithy)/';
const within = (...folders: readonly string[]): string => `^lib/(${folders.join('|')})/`;
const TEST = '\\.test\\.ts$';

const only = (
  name: string,
  comment: string,
  from: { readonly path: string; readonly pathNot?: readonly string[] },
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { path: from.path, pathNot: [TEST, ...(from.pathNot ?? [])] },
  to,
});

const MAP: readonly IRegularForbiddenRuleType[] = [
  only(
    'no-cycles',
    'Two modules that need each other are one module, or a third is missing.',
    { path: '' },
    { circular: true },
  ),
  only(
    'domain-imports-nothing',
    'The domain is the vocabulary of all others; whatever it imported, everything would depend on.',
    { path: within('domain') },
    { pathNot: within('domain') },
  ),
  only(
    'rules-import-domain-only',
    'A rule is a pure function of declared facts: no SDK, no clock, no I/O, so it can be read and tested alone.',
    { path: '^rules/[^/]+/' },
    { pathNot: within('domain') },
  ),
  only(
    'engine-receives-rules',
    'Only the catalogue, the command line, the functions and the tools know which rules exist; the rest is given them.',
    { path: '^lib/', pathNot: ['^lib/scan/catalogue\\.ts$', within('cli')] },
    { path: '^rules/' },
  ),
  only(
    'pure-over-domain',
    'Engine, drift and controls decide; they must be reproducible from their arguments alone.',
    { path: within('engine', 'drift', 'controls') },
    { pathNot: [within('domain', 'engine', 'drift', 'controls')] },
  ),
  only(
    'cost-is-arithmetic',
    'A bill is worked out from numbers written down beside it; whoever doubts it must be able to do so by hand.',
    { path: within('cost') },
    { pathNot: within('cost') },
  ),
  only(
    'evidence-and-report-know-no-AWS',
    'What goes to auditors is made from the record, behind ports; it must not be able to ask AWS.',
    { path: within('evidence', 'report') },
    { path: [within('adapters', 'collectors', 'scan', 'cli', 'stacks', 'demo'), ANY_SDK] },
  ),
  only(
    'sdk-at-the-edges',
    'Customer accounts are read by collectors and entered by adapters; nothing else may call AWS. The demo builds its own Organization.',
    {
      path: '^(lib|lambdas|bin|rules)/',
      pathNot: [within('collectors', 'adapters', 'demo'), '^lib/cli/session\\.ts$', '^bin/tools/'],
    },
    { path: ANY_SDK },
  ),
  only(
    'collectors-know-no-rules',
    'Facts are what AWS said; a collector that knew the rules could shape them.',
    { path: within('collectors') },
    { path: ['^rules/', within('engine', 'drift', 'evidence', 'report', 'scan', 'adapters', 'cli')] },
  ),
  only(
    'nothing-imports-the-command-line',
    'The command line and the functions are two doors into the same house; the house knows neither.',
    { path: '^lib/', pathNot: [within('cli')] },
    { path: [within('cli'), '^bin/', '^lambdas/'] },
  ),
  only(
    'cdk-in-stacks-only',
    'Deployment describes the product; the product does not need its deployment tool.',
    {
      path: '^(lib|lambdas|bin|rules)/',
      pathNot: [within('stacks'), '^bin/app\\.ts$', '^bin/tools/(?:e2e-app|bundles)\\.ts$'],
    },
    { path: ['node_modules/(aws-cdk-lib|constructs)/', within('stacks')] },
  ),
  only(
    'declared-packages',
    'A package that package.json does not name is there by accident.',
    { path: '' },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'], pathNot: '^aws-lambda$' },
  ),
  only(
    'no-test-code-in-the-product',
    'What ships must not lean on what only tests.',
    { path: '^(lib|lambdas|rules)/' },
    { path: ['^test/', TEST] },
  ),
];

process.chdir(ROOT);
const { output } = await cruise(
  ['bin', 'lib', 'lambdas', 'rules'],
  {
    ruleSet: { forbidden: [...MAP] },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof output === 'string') throw new Error('expected a result, got a text');
const { violations, totalCruised } = output.summary;
const own = output.modules.filter(({ source }) => !source.includes('node_modules') && source.endsWith('.ts'));
for (const { rule, from, to } of violations) {
  console.error(`${from} -> ${to}\n    ${rule.name}: ${MAP.find(({ name }) => name === rule.name)?.comment}`);
}
if (own.length === 0)
  console.error('dependency-cruiser looked at no file of ours: its settings or TypeScript are broken');
if (violations.length > 0 || own.length === 0) process.exitCode = 1;
else console.log(`${own.length} modules of ${totalCruised} keep to the map`);
