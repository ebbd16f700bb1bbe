import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { VERIFIERS } from '#lib/evidence/verifiers.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The functions, by the name of their folder under lambdas/. */
export const FUNCTIONS = [
  'plan-scan',
  'scan-target',
  'seal-scan',
  'announce-drift',
  'attribute-drift',
  'rescan-on-change',
  'route-alerts',
  'build-bundle',
  'manage-exception',
  'acknowledge-alert',
  'record-review',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The function that is deployed where findings are exported to Security Hub. */
export const EXPORTER = 'export-findings';

/**
 * Where the SDK looks for credentials when the environment has none. Lambda's always has them, and each of these
 * would cut what functions load into more and smaller files.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const UNUSED_CREDENTIAL_PROVIDERS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * Bundles each function into a folder of its own: ES modules in split chunks, so that a service's client is read from
 * disk only where it is used, and a function loads nothing that only another one needs.
 * @param scopeFile content of scope.yaml, put beside the code
 * @param commit that the code is of, for what names it; null where nobody knows
 * @returns the folder of these folders; handlers are `<function>/<function>.handler`
 */
export function bundleFunctions(scopeFile: string, commit: string | null = null): string {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-functions-'));
  for (const name of [...FUNCTIONS, EXPORTER]) {
    bundle(name, join(folder, name), commit);
    writeFileSync(join(folder, name, 'scope.yaml'), scopeFile);
  }
  // Bundles carry the verifiers as files of their own.
  const verifier = join(folder, 'build-bundle' satisfies FunctionName, 'verifier');
  mkdirSync(verifier);
  for (const name of VERIFIERS) cpSync(join(ROOT, 'lib/evidence/verifier', name), join(verifier, name));
  copyFonts(join(folder, 'build-bundle' satisfies FunctionName));
  return folder;
}

/** PDFKit asks for the metrics of fonts by a name that the package.json beside it explains. */
function copyFonts(folder: string): void {
  const fonts = join(ROOT, 'node_modules/pdfkit/js/standard-fonts');
  cpSync(fonts, join(folder, 'standard-fonts'), {
    recursive: true,
    filter: (path) => !path.endsWith('.mjs'),
  });
  const imports = { '#standard-fonts/*': './standard-fonts/*.cjs' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ imports }));
}

function bundle(name: string, outdir: string, commit: string | null): void {
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: { [name]: `lambdas/${name}/handler.ts` },
    outdir,
    bundle: true,
    splitting: true,
    external: UNUSED_CREDENTIAL_PROVIDERS,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    minify: true,
    ...(commit && { define: { 'process.env.VOUCH_COMMIT': JSON.stringify(commit) } }),
    logLevel: 'warning',
    // Some packages are CommonJS and ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as vouchRequire}from'node:module';const require=vouchRequire(import.meta.url);",
    },
  });
}
