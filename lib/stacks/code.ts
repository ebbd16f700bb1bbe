import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The functions, by the name of their folder under lambdas/. */
export const FUNCTIONS = ['plan-scan', 'scan-target', 'seal-scan', 'build-bundle'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/**
 * Bundles every function into one folder: ES modules in split chunks, so that a service's client is read from disk
 * only where it is used.
 * @param scopeFile content of scope.yaml, put beside the code
 * @returns the folder; handlers are `<function>.handler`
 */
export function bundleFunctions(scopeFile: string): string {
  const outdir = mkdtempSync(join(tmpdir(), 'vouch-functions-'));
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(FUNCTIONS.map((name) => [name, `lambdas/${name}/handler.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    minify: true,
    logLevel: 'warning',
    // Some packages are CommonJS and ask for Node's own modules with require.
    banner: {
      js: "import{createRequire as vouchRequire}from'node:module';const require=vouchRequire(import.meta.url);",
    },
  });
  // Bundles carry the verifier as a file of its own.
  mkdirSync(join(outdir, 'verifier'));
  cpSync(join(ROOT, 'lib/evidence/verifier/verify.mjs'), join(outdir, 'verifier/verify.mjs'));
  writeFileSync(join(outdir, 'scope.yaml'), scopeFile);
  return outdir;
}
