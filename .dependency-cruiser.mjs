/** The one-way map of the code. Each rule says why to whoever breaks it. */
const ANY_SDK = 'node_modules/(@aws-sdk|@smithy)/';
const within = (...folders) => `^lib/(${folders.join('|')})/`;
const TEST = '\\.test\\.ts$';

const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { ...from, pathNot: [TEST, ...(from.pathNot ?? [])] }, to });

export default {
  forbidden: [
    only('no-cycles', 'Two modules that need each other are one module, or a third is missing.', { path: '' }, { circular: true }),
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
      'evidence-and-report-know-no-AWS',
      'What goes to auditors is made from the record, behind ports; it must not be able to ask AWS.',
      { path: within('evidence', 'report') },
      { path: [within('adapters', 'collectors', 'scan', 'cli', 'stacks', 'demo'), ANY_SDK] },
    ),
    only(
      'sdk-at-the-edges',
      'Customer accounts are read by collectors and entered by adapters; nothing else may call AWS. The demo builds its own Organization.',
      { path: '^(lib|lambdas|bin|rules)/', pathNot: [within('collectors', 'adapters', 'demo'), '^lib/cli/session\\.ts$'] },
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
      { path: '^(lib|lambdas|bin|rules)/', pathNot: [within('stacks'), '^bin/app\\.ts$'] },
      { path: ['node_modules/(aws-cdk-lib|constructs)/', within('stacks')] },
    ),
    only('declared-packages', 'A package that package.json does not name is there by accident.', { path: '' }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] }),
    only('no-test-code-in-the-product', 'What ships must not lean on what only tests.', { path: '^(lib|lambdas|rules)/' }, { path: ['^test/', TEST] }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js'], conditionNames: ['import', 'default'] },
  },
};
