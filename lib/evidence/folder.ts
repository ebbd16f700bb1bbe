import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine, csvLines } from '../report/csv.ts';

/** A file of a bundle, as the manifest lists it. `rows` counts a table's records without its header. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number | null;
}

/** Writes a bundle's files below a folder, streaming, and keeps what the manifest must say of them. */
export class BundleFolder {
  readonly files: ListedFile[] = [];
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Writes a file from its chunks. */
  async write(
    path: string,
    chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
    rows: () => number | null = () => null,
  ): Promise<void> {
    const digest = createHash('sha256');
    let bytes = 0;
    async function* measured() {
      for await (const chunk of chunks) {
        const buffer = Buffer.from(chunk as string);
        digest.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    }
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(Readable.from(measured(), { objectMode: false }), createWriteStream(file));
    this.files.push({ path, sha256: digest.digest('hex'), bytes, rows: rows() });
  }

  /** Writes a CSV table: the columns' names, then one line a record. */
  async table<R extends object>(
    path: string,
    columns: readonly (keyof R & string)[],
    records: AsyncIterable<R> | Iterable<R>,
  ): Promise<void> {
    let rows = 0;
    async function* lines() {
      yield csvLine(columns);
      for await (const record of records) {
        rows += 1;
        yield csvLine(columns.map((column) => record[column]));
      }
    }
    await this.write(path, lines(), () => rows);
  }

  /**
   * Reads back a table that was written, record by record: its cells as they were before they were made inert, with ''
   * for nothing.
   */
  async *records(path: string): AsyncGenerator<Record<string, string>> {
    let columns: readonly string[] | null = null;
    for await (const cells of csvLines(createReadStream(join(this.root, path), 'utf8'))) {
      if (columns) {
        const record: Record<string, string> = {};
        for (const [index, column] of columns.entries()) record[column] = cells[index] ?? '';
        yield record;
      } else columns = cells;
    }
  }

  /** Writes a JSON document for people and machines: indented, keys as given. */
  async json(path: string, value: unknown): Promise<void> {
    await this.write(path, [`${JSON.stringify(value, null, 2)}\n`]);
  }
}
