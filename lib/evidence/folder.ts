import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ControlId } from '../domain/control.ts';
import { csvLine, csvLines, csvText, LINES_AT_ONCE } from '../report/csv.ts';
import { noSpace } from './no-space.ts';
import type { Fetched } from './record.ts';

/** A file of a bundle, as the manifest lists it. `rows` counts a table's records without its header. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number | null;
  /** The object of the bucket that it is, byte for byte; null when it was made from several, or for the bundle. */
  readonly source: Pick<Fetched, 'key' | 'versionId'> | null;
}

/** A file that was written. */
export interface WrittenFile extends ListedFile {
  /** The controls that it speaks of; null when it speaks of all. */
  readonly controls: readonly ControlId[] | null;
}

/** What is known of a file besides its content. */
export interface About extends Partial<Pick<WrittenFile, 'controls' | 'source'>> {
  /** How many records it has, asked once it is written. */
  readonly rows?: () => number;
}

/** What only helps to read or verify the rest. */
export const NO_EVIDENCE: About = { controls: [] };

/** Characters that are hashed and written at once. */
const BLOCK = 2 ** 16;

/** A table that is being written. */
export interface OpenTable<R> {
  /** Adds a record; to be awaited, for the disk may be slower. */
  add(record: R): Promise<void> | undefined;
  /** Ends it, and lists it in the manifest. */
  close(): Promise<void>;
}

/** Writes a bundle's files below a folder, streaming, and keeps what the manifest must say of them. */
export class BundleFolder {
  readonly files: WrittenFile[] = [];
  readonly root: string;
  readonly #open = new Set<FileHandle>();

  constructor(root: string) {
    this.root = root;
  }

  /**
   * Writes a file from its chunks.
   * @throws NoSpace when the disk is full
   */
  async write(
    path: string,
    chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
    about: About = {},
  ): Promise<void> {
    const file = await this.#file(path, about);
    for await (const chunk of chunks) await file.add(chunk);
    await file.close(about.rows?.() ?? null);
  }

  /** Writes an object of the bucket as it is. */
  async copy(path: string, { body, key, versionId }: Fetched, about: About = {}): Promise<void> {
    await this.write(path, [body], { ...about, source: { key, versionId } });
  }

  /** Writes a CSV table: the columns' names, then one line a record. */
  async table<R extends object>(
    path: string,
    columns: readonly (keyof R & string)[],
    records: AsyncIterable<R> | Iterable<R>,
    about: About = {},
  ): Promise<void> {
    const table = await this.openTable(path, columns, about);
    for await (const record of records) await table.add(record);
    await table.close();
  }

  /** Begins a CSV table, to be written beside others. */
  async openTable<R extends object>(
    path: string,
    columns: readonly (keyof R & string)[],
    about: About = {},
  ): Promise<OpenTable<R>> {
    const file = await this.#file(path, about);
    await file.add(csvLine(columns));
    let rows = 0;
    let waiting: unknown[][] = [];
    const write = () => {
      const text = csvText(waiting);
      waiting = [];
      return file.add(text);
    };
    return {
      add(record) {
        rows += 1;
        waiting.push(columns.map((column) => record[column]));
        return waiting.length < LINES_AT_ONCE ? undefined : write();
      },
      async close() {
        await write();
        await file.close(rows);
      },
    };
  }

  /**
   * Reads back a table that was written, record by record: its cells as they were before they were made inert, with ''
   * for nothing.
   */
  async *records(path: string): AsyncGenerator<Record<string, string>> {
    let columns: readonly string[] | null = null;
    for await (const cells of csvLines(createReadStream(join(this.root, path)))) {
      if (columns) {
        const record: Record<string, string> = {};
        for (const [index, column] of columns.entries()) record[column] = cells[index] ?? '';
        yield record;
      } else columns = cells;
    }
  }

  /** Writes a JSON document for people and machines: indented, keys as given. */
  async json(path: string, value: unknown, about: About = {}): Promise<void> {
    await this.write(path, [`${JSON.stringify(value, null, 2)}\n`], about);
  }

  /** Removes the folder, and with it what was begun: half a bundle is none. */
  async discard(): Promise<void> {
    for (const handle of this.#open) await handle.close();
    await rm(this.root, { recursive: true, force: true });
  }

  async #file(path: string, { controls = null, source = null }: About) {
    const name = join(this.root, path);
    const digest = createHash('sha256');
    let bytes = 0;
    let block = '';
    const orNoSpace = (error: unknown): never => {
      throw noSpace(error, this.root);
    };
    await mkdir(dirname(name), { recursive: true }).catch(orNoSpace);
    const handle = await open(name, 'w').catch(orNoSpace);
    this.#open.add(handle);
    const write = async (chunk: Uint8Array): Promise<void> => {
      digest.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk).catch(orNoSpace);
    };
    const flush = (): Promise<void> => {
      const full = Buffer.from(block);
      block = '';
      return write(full);
    };
    return {
      add(chunk: string | Uint8Array): Promise<void> | undefined {
        if (typeof chunk !== 'string') return block === '' ? write(chunk) : flush().then(() => write(chunk));
        block += chunk;
        return block.length < BLOCK ? undefined : flush();
      },
      close: async (rows: number | null): Promise<void> => {
        if (block !== '') await flush();
        this.#open.delete(handle);
        await handle.close().catch(orNoSpace);
        this.files.push({ path, sha256: digest.digest('hex'), bytes, rows, controls, source });
      },
    };
  }
}
