/** A file for a ZIP; its content can be read again and again, the same each time. */
export interface ZipPart {
  readonly path: string;
  content(): AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

interface Measured {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
}

const CRC_POLYNOMIAL = 0xedb88320;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ CRC_POLYNOMIAL : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array, crc: number): number {
  let value = ~crc;
  for (let index = 0; index < bytes.length; index += 1)
    value = (CRC_TABLE[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

async function* buffers({ content }: ZipPart): AsyncGenerator<Buffer> {
  for await (const chunk of content()) yield Buffer.from(chunk as string);
}

async function measure(part: ZipPart): Promise<Measured> {
  let [crc, size] = [0, 0];
  for await (const bytes of buffers(part)) {
    crc = crc32(bytes, crc);
    size += bytes.length;
  }
  return { name: Buffer.from(part.path), crc, size };
}

/** 1 January 1980, as MS-DOS writes it. */
const FIXED_DATE = 0x21;
const UTF8_NAMES = 0x800;
const VERSION = 20;

/** What the local header and the central directory have in common (APPNOTE 4.3.7, 4.3.12). */
function fields({ name, crc, size }: Measured): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(UTF8_NAMES, 2);
  common.writeUInt16LE(FIXED_DATE, 8);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(size, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  return common;
}

const signature = (bytes: number): Buffer => Buffer.from([0x50, 0x4b, bytes >> 8, bytes & 0xff]);

/**
 * A ZIP as a stream: stored, sizes in front of each file, one fixed time, so that its bytes depend on nothing but its
 * files, and every reader takes it, also one that does not look at the directory at its end. Each file is read twice,
 * and none is kept. Libraries write the sizes of streams behind them, which LibreOffice refuses of stored files.
 * @throws RangeError when it does not fit a ZIP without 64-bit sizes
 */
export async function* storedZip(parts: readonly ZipPart[]): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const measured = await measure(part);
    const header = Buffer.concat([signature(0x0304), fields(measured), measured.name]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([signature(0x0102), Buffer.from([VERSION, 0]), fields(measured), place, measured.name]),
    );
    offset += header.length + measured.size;
    if (offset > 0xffff_ffff) throw new RangeError('the ZIP would be larger than 4 GiB');
    yield header;
    yield* buffers(part);
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  yield Buffer.concat([entries, signature(0x0506), end]);
}
