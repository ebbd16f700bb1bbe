import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { bundleFunctions, FUNCTIONS } from '#lib/stacks/code.ts';

/** What was measured, the figure, its goal, and whether it is met. */
export type Row = readonly [what: string, measured: string, goal: string, met: boolean];

/** Processes that import a function once each; their median counts. */
const PROCESSES = 9;
const IMPORT_GOAL_MS = 50;
const SIZE_GOAL_KB = 600;

/** Milliseconds that a new process of plain Node.js takes to import a module. */
function importTime(file: string): number {
  const script = `const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(file))});
    process.stdout.write(String(performance.now() - start), () => process.exit());`;
  const environment = { PATH: process.env.PATH };
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: '/',
    env: environment,
    stdio: 'pipe',
  });
  const milliseconds = Number(said);
  if (Number.isNaN(milliseconds)) throw new Error(`${file} writes while it is imported: ${said}`);
  return milliseconds;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The files that a module loads: itself and, to the end, what it imports other than by `import()`. */
function loadedBy(entry: string): readonly string[] {
  const { inputs } = buildSync({
    entryPoints: [entry],
    absWorkingDir: '/',
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'error',
  }).metafile;
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind, external } of inputs[path]?.imports ?? [])
      if (kind === 'import-statement' && !external) load(next);
  };
  load(entry.slice(1)); // inputs are named from the working directory
  return [...loaded].map((path) => resolve('/', path));
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** In kB of 1,000 bytes, each file compressed by itself, as a ZIP does it. */
const gzippedSize = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength, 0) / 1_000;

/** A figure beside the most that it should be. */
const figure = (what: string, value: number, most: number, unit: string): Row => [
  what,
  `${Math.round(value)} ${unit}`,
  `<= ${most} ${unit}`,
  value <= most,
];

/**
 * Bundles the functions as they are deployed and measures each one's cold start: the time to import it, and the
 * size of what it then loads; beside them its whole asset, with what it loads when it uses it.
 */
export function bundleRows(): readonly Row[] {
  const folder = bundleFunctions('');
  const entryOf = (name: string): string => join(folder, name, `${name}.mjs`);
  try {
    // In turns, so that a busy moment of the machine touches all alike.
    const rounds = Array.from({ length: PROCESSES }, () =>
      FUNCTIONS.map((name) => importTime(entryOf(name))),
    );
    return FUNCTIONS.flatMap((name, index) => [
      figure(`${name}: import`, median(rounds.map((times) => times[index] ?? NaN)), IMPORT_GOAL_MS, 'ms'),
      figure(`${name}: what it loads, gzipped`, gzippedSize(loadedBy(entryOf(name))), SIZE_GOAL_KB, 'kB'),
      figure(`${name}: its asset, zipped`, gzippedSize(filesIn(join(folder, name))), SIZE_GOAL_KB, 'kB'),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
