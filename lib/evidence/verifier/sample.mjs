// Draws samples from the populations of an evidence bundle, and proves samples that were handed over, with Node.js alone.
//   node verify/sample.mjs draw <population> <size> <seed>   prints a sample that can be handed over
//   node verify/sample.mjs prove <sample.json> [folder]      exit 0: drawn so from the signed population; 1: not
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import {
  around,
  ENVELOPE,
  folderSource,
  hash,
  isStarted,
  KEYS,
  linesOf,
  MANIFEST,
  merkleTree,
  openEnvelope,
  readKeys,
  sha256,
} from './verify.mjs';

const INDEX = 'populations/index.json';

/** The records of a CSV table as they stand there, without their CRLF: a line break within quotes ends none. */
export async function* recordsOf(chunks) {
  let begun = [];
  let quotes = 0;
  for await (const line of linesOf(chunks)) {
    begun.push(...(begun.length > 0 ? [Buffer.of(10)] : []), line);
    for (let at = line.indexOf(34); at !== -1; at = line.indexOf(34, at + 1)) quotes += 1;
    if (quotes % 2 === 1) continue;
    const record = begun.length === 1 ? line : Buffer.concat(begun);
    yield record.subarray(0, record.length - 1);
    begun = [];
    quotes = 0;
  }
  if (begun.length > 0) throw new Error('the table does not end with a whole record');
}

/**
 * The populations that can be sampled, as they were signed; null with faults. It takes no other files than those that a
 * sample is handed over with.
 */
export async function signedIndex({ files, open, trusted = [] }, faults) {
  const have = new Set(files);
  const read = async (path) => buffer(await open(path));
  for (const name of [MANIFEST, ENVELOPE, INDEX, KEYS])
    if (!have.has(name)) faults.push(`${name}: is missing`);
  if (faults.length > 0) return null;
  const keys = await readKeys(have, read, trusted, faults);
  const [manifest, index] = [await read(MANIFEST), await read(INDEX)];
  const envelope = openEnvelope(ENVELOPE, await read(ENVELOPE), keys, faults);
  const signed = envelope?.value.subject.find(({ name }) => name === MANIFEST);
  if (envelope && envelope.key.lastSeal !== null)
    faults.push(`${ENVELOPE}: is signed by a key that was retired`);
  if (envelope && signed?.digest.sha256 !== sha256(manifest))
    faults.push(`${MANIFEST}: is not the file that was signed`);
  if (faults.length > 0) return null;
  const listed = JSON.parse(manifest).files.find(({ path }) => path === INDEX);
  if (listed?.sha256 === sha256(index))
    return { bundle: sha256(manifest), key: envelope.key.sha256, populations: JSON.parse(index).populations };
  faults.push(`${INDEX}: was changed`);
  return null;
}

/** The numbers, from 1, of the rows that a seed draws, in their order: samples/README.txt says how. */
export function drawRows({ id, rows, root }, size, seed) {
  if (seed === '') throw new Error('the seed is empty: any text will do, chosen by whoever samples');
  if (!Number.isInteger(size) || size < 1) throw new Error(`a sample of ${size} rows: expected 1 or more`);
  if (size > rows) throw new Error(`a sample of ${size} rows: the population ${id} has ${rows}`);
  const limit = 2n ** 256n - (2n ** 256n % BigInt(rows));
  const drawn = new Set();
  for (let counter = 0; drawn.size < size; counter += 1) {
    const number = BigInt(`0x${sha256(`${root}:${counter}:${seed}`)}`);
    if (number < limit) drawn.add(Number(number % BigInt(rows)) + 1);
  }
  return [...drawn];
}

/** Draws a sample, as a file that can be handed over. @throws Error saying why it cannot be drawn */
export async function drawSample(bundle, id, size, seed) {
  const faults = [];
  const index = await signedIndex(bundle, faults);
  if (!index) throw new Error(faults.join('; '));
  const population = index.populations.find((candidate) => candidate.id === id);
  if (!population)
    throw new Error(`there is no population ${id}: ${index.populations.map((one) => one.id).join(', ')}`);
  const draws = new Map(drawRows(population, size, seed).map((row, at) => [row, at + 1]));
  const records = new Map();
  async function* leaves() {
    let row = 0;
    for await (const record of recordsOf(await bundle.open(population.path))) {
      if (draws.has(row)) records.set(row, record.toString());
      if (row > 0) yield record;
      row += 1;
    }
  }
  const { root, paths } = await merkleTree(leaves(), (leaf) => draws.has(leaf + 1));
  if (root !== population.root) throw new Error(`${population.path}: is not the population that was signed`);
  const selected = [...draws].map(([row, draw]) => ({
    draw,
    row,
    record: records.get(row),
    path: paths.get(row - 1),
  }));
  return sampleFile({ ...index, population, seed, size, selected });
}

/** The one way to write a sample. */
function sampleFile({ bundle, population: { id, path, rows, root, columns }, seed, size, selected }) {
  const rest = selected.map(({ draw, row, record, path }) => ({ draw, row, record, path }));
  const population = { id, path, rows, root };
  return `${JSON.stringify({ version: 1, bundle, population, seed, size, columns, selected: rest }, null, 2)}\n`;
}

/** The root (hex) that an audit path leads to from a leaf (RFC 9162, 2.1.3.2); null where the tree has no such path. */
export function rootFrom(leaf, index, leaves, path) {
  let [node, last, root] = [index, leaves - 1, hash(Buffer.of(0), leaf)];
  if (index > last) return null;
  for (const sibling of path.map((hex) => Buffer.from(hex, 'hex'))) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = hash(Buffer.of(1), sibling, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else root = hash(Buffer.of(1), root, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root.toString('hex') : null;
}

/**
 * Whether a sample is what its seed draws from the signed population, each row proved, without the other rows.
 * @param handed MANIFEST.json, MANIFEST.dsse.json, populations/index.json and the keys, as a source of files
 * @returns `faults`: none when it is; `facts`: what was proved
 */
export async function proveSample(file, handed) {
  const faults = [];
  const ended = (fault) => ({ faults: [...faults, ...fault], facts: null });
  const index = await signedIndex(handed, faults);
  if (!index) return ended([]);
  try {
    const sample = JSON.parse(file);
    const population = index.populations.find(({ id }) => id === sample.population.id);
    if (!population) return ended([`sample: the bundle has no population ${sample.population.id}`]);
    // Bundle and population are the signed ones, or the text differs.
    if (sampleFile({ ...sample, bundle: index.bundle, population }) !== file.toString())
      return ended(['sample: it is of another bundle or population, or not written in its canonical form']);
    const drawn = drawRows(population, sample.size, sample.seed);
    if (drawn.length !== sample.selected.length)
      faults.push(`sample: it has ${sample.selected.length} rows, not ${drawn.length}`);
    for (const [at, { draw, row, record, path }] of sample.selected.entries()) {
      if (row !== drawn[at] || draw !== at + 1)
        faults.push(`sample: row ${row} stands where the seed draws ${drawn[at]}`);
      else if (rootFrom(Buffer.from(record), row - 1, population.rows, path) !== population.root)
        faults.push(`sample: row ${row} does not belong to the population`);
    }
    return { faults, facts: { population, rows: drawn.length, key: index.key } };
  } catch (error) {
    return ended([`sample: cannot be read (${error.message})`]);
  }
}

async function draw([id, size, seed = '']) {
  try {
    process.stdout.write(await drawSample(folderSource(around(import.meta.url)), id, Number(size), seed));
    return 0;
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

async function prove([sample, folder = around(import.meta.url)]) {
  const { faults, facts } = await proveSample(readFileSync(sample), folderSource(folder));
  for (const fault of faults) console.log(`FAULT  ${fault}`);
  if (faults.length > 0) {
    console.log('NOT PROVED: do not rely on this sample.');
    return 1;
  }
  const { rows, population, key } = facts;
  console.log(`PROVED: ${rows} of ${population.rows} rows of ${population.id}, as the seed draws them.`);
  console.log(`Public key SHA-256 ${key}: compare it with the one that the company gave you by another way.`);
  return 0;
}

if (isStarted(import.meta.url)) {
  const [command, ...given] = process.argv.slice(2);
  const commands = { draw, prove };
  if (commands[command]) process.exitCode = await commands[command](given);
  else {
    console.error('expected: draw <population> <size> <seed>, or prove <sample.json> [folder]');
    process.exitCode = 2;
  }
}
