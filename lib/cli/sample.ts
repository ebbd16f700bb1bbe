import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type Sample, SampleError, sampleFile, takeSample } from '../evidence/sample.ts';
import { signedIndex } from '../evidence/verifier/sample.mjs';
import { type BundleSource, folderSource } from '../evidence/verifier/verify.mjs';
import { openZip, ZipError } from '../evidence/zip.ts';
import { columns, printable } from '../report/terminal.ts';
import { grouped } from '../report/words.ts';
import { bold, EXIT, print, printJson, UserError } from './terminal.ts';

interface Options {
  readonly control: string;
  readonly size: number;
  readonly seed: string;
  readonly bundle: string;
  readonly out?: string;
  readonly json?: true;
}

/** `vouch sample` */
export const sampleCommand = (program: Command): Command =>
  program
    .command('sample')
    .summary("draw an auditor's sample from a bundle")
    .description(
      'Draws rows of a population, the same for the same seed, each with the proof that it belongs to the signed\npopulation: rows can be handed over without the rest. Needs neither AWS nor a network.',
    )
    .requiredOption('--control <id>', 'the population: a control, or runs, principals, remediation, ...')
    .requiredOption('--size <n>', 'how many rows', wholeNumber)
    .requiredOption('--seed <text>', 'any text, chosen by whoever samples')
    .option('--bundle <path>', 'the ZIP, or the folder it was unpacked into', '.')
    .option('--out <dir>', 'where to put what is handed over: the sample, and what proves it')
    .option('--json', 'print one JSON document (docs/schemas/sample.schema.json)')
    .action(async (options: Options) => {
      const source = await openBundle(options.bundle);
      try {
        await sample(source, options);
      } catch (error) {
        if (error instanceof SampleError) throw new UserError(error.message);
        throw error instanceof ZipError ? new UserError(error.message, EXIT.bad) : error;
      } finally {
        source.close();
      }
    });

async function sample(source: BundleSource, { control, size, seed, out, json }: Options): Promise<void> {
  const faults: string[] = [];
  const index = await signedIndex(source, faults);
  if (!index) throw new UserError(`the bundle is not intact: ${faults.join('; ')}`, EXIT.bad);
  const drawn = await takeSample(index, source, { id: control, size, seed });
  if (out !== undefined) await handOver(drawn, source, out);
  if (json) printJson(drawn);
  else print(describe(drawn, out));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UserError(`--size ${text}: expected a whole number, 1 or more`);
  return Number(text);
}

async function openBundle(path: string): Promise<BundleSource & { close(): void }> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new UserError(`${path}: there is no such file or folder`);
  if (found.isDirectory()) return { ...folderSource(path), close: () => {} };
  return openZip(path).catch((error: unknown) => {
    throw error instanceof ZipError ? new UserError(`${path}: ${error.message}`, EXIT.bad) : error;
  });
}

/** What proves a sample, besides itself. */
const PROVING =
  /^(?:MANIFEST\.json|MANIFEST\.dsse\.json|populations\/index\.json|verify\/(?:(?:sample|verify)\.mjs|keys\.json|.*\.pem))$/;

/** Puts a sample into a folder, as a table too, with the files of the bundle that prove it. */
async function handOver(drawn: Sample, { files, open }: BundleSource, folder: string): Promise<void> {
  const put = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  await put('sample.json', sampleFile(drawn));
  const records = [drawn.columns.join(','), ...drawn.selected.map(({ record }) => record)];
  await put('sample.csv', records.map((record) => `${record}\r\n`).join(''));
  for (const path of files.filter((name) => PROVING.test(name)))
    await put(path, await buffer((await open(path)) as Readable));
}

/** Characters of a record that are shown. */
const SHOWN = 100;

function describe({ population, seed, size, selected }: Sample, out: string | undefined): string {
  return [
    bold(
      `${size} of ${grouped(population.rows)} rows of ${population.path}, drawn with the seed "${printable(seed)}"`,
    ),
    columns(
      ['draw', 'row', 'record'],
      selected.map(({ draw, row, record }) => [draw, row, printable(record).slice(0, SHOWN)]),
    ),
    out === undefined
      ? '--out puts the rows with their proofs into a folder that can be handed over; --json prints them.'
      : `To hand over: ${out}. Whoever gets it runs, in that folder: node verify/sample.mjs prove sample.json`,
  ].join('\n');
}
