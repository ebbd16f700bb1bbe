import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { noSpace } from './no-space.ts';

const IN_MEMORY = 2 ** 22;
const BLOCK_BYTES = 2 ** 16;

interface Head {
  line: string;
  readonly rest: Iterator<string>;
}

/**
 * Sorts more lines than fit into memory, in the order of their UTF-16 code units. What does not fit lies in
 * temporary files until `remove`.
 */
export class LineSorter {
  readonly #inMemory: number;
  readonly #disk: string;
  readonly #files: string[] = [];
  #folder: string | null = null;
  #lines: string[] = [];
  #characters = 0;

  /**
   * @param inMemory characters that are sorted in memory
   * @param disk the folder in which files may be made
   */
  constructor(inMemory = IN_MEMORY, disk = tmpdir()) {
    this.#inMemory = inMemory;
    this.#disk = disk;
  }

  /** @param line without a line feed */
  add(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters > this.#inMemory) this.#spill();
  }

  /** Every line that was added, sorted. */
  *sorted(): Generator<string> {
    const heads: Head[] = [];
    const enter = (rest: Iterator<string>): void => {
      const { value, done } = rest.next();
      if (!done) heads.splice(placeOf(value, heads), 0, { line: value, rest });
    };
    enter(this.#lines.sort()[Symbol.iterator]());
    for (const file of this.#files) enter(linesIn(file));
    for (let first = heads.shift(); first; first = heads.shift()) {
      yield first.line;
      enter(first.rest);
    }
  }

  /** Removes the files. */
  remove(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  #spill(): void {
    try {
      this.#folder ??= mkdtempSync(join(this.#disk, 'vouch-sort-'));
      const file = join(this.#folder, String(this.#files.length));
      this.#lines.sort();
      writeFileSync(file, `${this.#lines.join('\n')}\n`);
      this.#files.push(file);
    } catch (error) {
      throw noSpace(error, this.#disk);
    }
    this.#lines = [];
    this.#characters = 0;
  }
}

/** Where a line belongs among sorted heads. */
function placeOf(line: string, heads: readonly Head[]): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((heads[middle]?.line ?? '') < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines of a file, block by block. It is open only while a block is read: there may be many. */
function* linesIn(file: string): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  let rest = '';
  for (let position = 0, read = -1; read !== 0; position += read) {
    const descriptor = openSync(file, 'r');
    try {
      read = readSync(descriptor, block, 0, BLOCK_BYTES, position);
    } finally {
      closeSync(descriptor);
    }
    const lines = (rest + decoder.write(block.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
