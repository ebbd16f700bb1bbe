import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { payloadOf, signedFile } from '#lib/evidence/dsse.ts';
import { SEAL_TYPE, type Seal } from '#lib/evidence/seal.ts';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { verifyFile } from '#lib/evidence/verify.ts';
import { packZip } from '#lib/evidence/zip.ts';
import { memorySigner } from './support/memory.ts';
import {
  type Files,
  frame,
  mutateBytes,
  mutateFiles,
  mutateZip,
  readFiles,
  reduced,
  signAnew,
  verifyFiles,
} from './support/mutations.ts';
import { bundleOf, fewDays, PERIOD, runOn, type Vouch } from './support/small-bundle.ts';

let root: string;
let vouch: Vouch;
let files: Files;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'vouch-verification-'));
  vouch = await fewDays();
  await bundleOf(vouch, join(root, 'bundle'));
  files = await reduced(readFiles(join(root, 'bundle')), vouch.signer);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes files into a new folder. */
function unpacked(content: Files): string {
  const folder = mkdtempSync(join(root, 'unpacked-'));
  for (const [path, bytes] of content) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** What verify.sh says: its exit code and its faults. */
function shell(content: Files): { readonly code: number; readonly faults: readonly string[] } {
  const folder = unpacked(content);
  const run = (): { code: number; said: string } => {
    try {
      return { code: 0, said: execFileSync('sh', ['verify/verify.sh'], { cwd: folder, encoding: 'utf8' }) };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, said: stdout };
    }
  };
  const { code, said } = run();
  rmSync(folder, { recursive: true });
  const faults = said.split('\n').filter((line) => line.startsWith('FAULT  '));
  return { code, faults: faults.map((line) => line.slice('FAULT  '.length)).sort() };
}

const sealOf = (content: Files, number: number): Seal =>
  payloadOf<Seal>(content.get(`chain/seals/00000000${number}.json`) ?? Buffer.alloc(0));
const seal = (number: number): string => `chain/seals/00000000${number}.json`;
const at = (content: Files, path: string): Buffer => content.get(path) ?? Buffer.alloc(0);

describe('mutations: some of every kind; npm run mutate:bundle tries all', () => {
  test('files', async () => {
    for (const { kind, tried, missed } of await mutateFiles(files)) {
      expect(tried).toBeGreaterThan(40);
      expect({ kind, missed }).toEqual({ kind, missed: [] });
    }
  }, 120_000);

  test('bytes of files', async () => {
    const { tried, missed } = await mutateBytes(files, [0x20], 499);
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  }, 120_000);

  test('bytes of the ZIP around them', async () => {
    const zip = join(root, 'reduced.zip');
    const folder = unpacked(files);
    await packZip(folder, listFiles(folder), zip);
    const positions = [...frame(files, statSync(zip).size)].filter((_, index) => index % 53 === 0);
    expect(positions.length).toBeGreaterThan(100);
    expect((await mutateZip(zip, positions, [0x20])).missed).toEqual([]);
    expect((await verifyFile(zip)).faults).toEqual([]);
  }, 120_000);
});

describe('a chain that the holder of the key changed, with the bundle signed anew', () => {
  const anew = (change: (content: Files) => void, chain: object = {}): Promise<Files> => {
    const changed = new Map(files);
    change(changed);
    return signAnew(changed, vouch.signer, chain);
  };
  const resealed = async (change: Partial<Seal>, signer = vouch.signer): Promise<Files> => {
    const file = await signedFile(signer, SEAL_TYPE, { ...sealOf(files, 3), ...change });
    return anew((content) => content.set(seal(3), file));
  };
  const CHAIN: readonly (readonly [
    what: string,
    make: () => Promise<Files>,
    faults: readonly (string | RegExp)[],
  ])[] = [
    [
      'a seal is missing',
      () => anew((content) => content.delete(seal(3))),
      [
        'chain/seals: 2 seals where the manifest counts 3',
        'chain/seals/000000004.json: does not follow from the seal before it',
        'chain/seals/000000004.json: seal 4 stands where 3 belongs',
      ],
    ],
    [
      'the last seal is missing',
      () => anew((content) => content.delete(seal(4))),
      [
        'chain/seals: 2 seals where the manifest counts 3',
        'chain/seals: the last seal is not the one listed',
      ],
    ],
    [
      'two seals change places',
      () => anew((content) => content.set(seal(2), at(files, seal(3))).set(seal(3), at(files, seal(2)))),
      [
        'chain/seals/000000002.json: does not follow from the seal before it',
        'chain/seals/000000002.json: seal 3 stands where 2 belongs',
        'chain/seals/000000003.json: does not follow from the seal before it',
        'chain/seals/000000003.json: seal 2 stands where 4 belongs',
        'chain/seals/000000004.json: does not follow from the seal before it',
        'chain/seals/000000004.json: seal 4 stands where 3 belongs',
      ],
    ],
    [
      'a seal is there twice',
      () => anew((content) => content.set('chain/seals/000000003-2.json', at(files, seal(3)))),
      [
        'chain/seals: 4 seals where the manifest counts 3',
        'chain/seals/000000003.json: does not follow from the seal before it',
        'chain/seals/000000003.json: seal 3 stands where 4 belongs',
      ],
    ],
    [
      'a seal is signed again, with other content',
      () => resealed({ generator: 'somebody else' }),
      ['chain/seals/000000004.json: does not follow from the seal before it'],
    ],
    [
      'a seal is altered',
      () =>
        anew((content) => {
          const { payloadType, signatures } = JSON.parse(String(at(files, seal(3)))) as {
            payloadType: string;
            signatures: object;
          };
          const payload = Buffer.from(JSON.stringify({ ...sealOf(files, 3), generator: 'x' }));
          const text = JSON.stringify({ payload: payload.toString('base64'), payloadType, signatures });
          content.set(seal(3), Buffer.from(`${text}\n`));
        }),
      [
        'chain/seals/000000003.json: the signature does not match',
        'chain/seals/000000004.json: does not follow from the seal before it',
        'chain/seals/000000004.json: seal 4 stands where 3 belongs',
      ],
    ],
    [
      'a seal is signed by a key that nobody knows',
      () => resealed({}, memorySigner()),
      [
        /^chain\/seals\/000000003.json: is signed by a key that is not in verify\/keys.json \(/,
        'chain/seals/000000004.json: does not follow from the seal before it',
        'chain/seals/000000004.json: seal 4 stands where 3 belongs',
      ],
    ],
    [
      "a run's results are others",
      () =>
        anew((content) =>
          content.set('chain/results/000000003.ndjson.gz', at(files, 'chain/results/000000002.ndjson.gz')),
        ),
      ['chain/results/000000003.ndjson.gz: is not the file that was sealed'],
    ],
    [
      "a run's results are missing",
      () => anew((content) => content.delete('chain/results/000000003.ndjson.gz')),
      ['chain/results/000000003.ndjson.gz: is missing'],
    ],
    [
      "CloudTrail's record is another",
      () =>
        anew((content) =>
          content.set('chain/signatures/000000003.json', at(files, 'chain/signatures/000000002.json')),
        ),
      [
        'chain/signatures/000000003.json: is not the file that was sealed',
        /^chain\/signature-count.json: windows is not what the files give$/,
        /^chain\/signature-count.json: recorded is not what the files give$/,
        /^chain\/signature-count.json: made is not what the files give$/,
      ],
    ],
    [
      'a step of an exception is altered',
      () =>
        anew((content) => {
          const path = [...files.keys()].find((name) => name.startsWith('exceptions/signed/')) ?? '';
          content.set(path, Buffer.from(String(at(files, path)).replace('"sig":"ME', '"sig":"MF')));
        }),
      [/^exceptions\/signed\/.*request.json: the signature does not match$/],
    ],
  ];

  test.each(CHAIN)('%s', async (_, make, faults) => {
    const changed = await make();
    const found = (await verifyFiles(changed)).faults;
    const holds = (fault: string | RegExp): boolean =>
      found.some((one) => (typeof fault === 'string' ? one === fault : fault.test(one)));
    expect({ missing: faults.filter((fault) => !holds(fault)).map(String), found }).toEqual({
      missing: [],
      found,
    });
    // The shell says the same, but for what it does not count.
    const counted = /^chain\/signature-count/;
    expect(shell(changed)).toEqual({ code: 1, faults: found.filter((one) => !counted.test(one)).sort() });
  });

  test('the count says what the record does not show', async () => {
    const said = JSON.parse(String(files.get('chain/signature-count.json'))) as object;
    const other = Buffer.from(JSON.stringify({ ...said, recorded: 3 }));
    const changed = await anew((content) => content.set('chain/signature-count.json', other));
    expect((await verifyFiles(changed)).faults).toEqual([
      'chain/signature-count.json: recorded is not what the files give',
    ]);
  });
});

describe('verify.sh: a shell and OpenSSL', () => {
  test('an intact bundle, whole and reduced', () => {
    expect(shell(files)).toEqual({ code: 0, faults: [] });
    expect(shell(readFiles(join(root, 'bundle')))).toEqual({ code: 0, faults: [] });
  });

  const some = ['MANIFEST.json', 'MANIFEST.dsse.json', 'summary.json', 'chain/seals/000000003.json'];
  test.each([
    ...some,
    'verify/keys.json',
    'verify/public-key.pem',
    'verify/SHA256SUMS',
    'verify/manifest.pae',
    'verify/manifest.sig',
    'verify/verify.mjs',
    'chain/signatures/000000003.json',
  ])('%s changed, shorter, longer, or missing', (path) => {
    const content = at(files, path);
    const flipped = Buffer.from(content);
    flipped[Math.floor(content.length / 2)] = (content[Math.floor(content.length / 2)] ?? 0) ^ 1;
    const missing = new Map(files);
    missing.delete(path);
    for (const changed of [
      new Map(files).set(path, flipped),
      new Map(files).set(path, content.subarray(0, -1)),
      new Map(files).set(path, Buffer.concat([content, Buffer.of(10)])),
      missing,
    ]) {
      const { code, faults } = shell(changed);
      expect({ code, named: faults.some((fault) => fault.startsWith(`${path}:`)), faults }).toEqual({
        code: 1,
        named: true,
        faults,
      });
    }
  });

  test('a file added', () => {
    const added = new Map(files).set('results/extra name.csv', Buffer.from('x'));
    expect(shell(added)).toEqual({ code: 1, faults: ['results/extra name.csv: was added'] });
  });
});

describe('keys', () => {
  const rotated = async (): Promise<Vouch> => {
    const turned = await fewDays();
    turned.trail.rotate(memorySigner());
    for (const number of [5, 6]) await runOn(turned, number);
    return turned;
  };

  test('a new key within the period: each seal is verified with its own', async () => {
    const turned = await rotated();
    const folder = join(root, 'rotated');
    await bundleOf(turned, folder);
    const content = readFiles(folder);
    const { faults, facts } = await verifyFiles(content);
    expect(faults).toEqual([]);
    expect(facts).toMatchObject({
      seals: 5,
      keys: [
        { firstSeal: 1, lastSeal: 4 },
        { firstSeal: 5, lastSeal: null },
      ],
      signatures: { made: 6, recorded: 6 },
    });
    expect(shell(content)).toEqual({ code: 0, faults: [] });
    const [old, now] = facts?.keys ?? [];
    const pems = [`verify/keys/${old?.id}.pem`, 'verify/public-key.pem'].map((path) =>
      String(at(content, path)),
    );
    expect((await verifyFiles(content, ...pems)).faults).toEqual([]);
    expect((await verifyFiles(content, String(pems[1]))).faults).toEqual([
      `verify/keys/${old?.id}.pem: is not a key that you gave`,
    ]);
    expect(JSON.parse(String(at(content, 'verify/keys.json')))).toMatchObject([
      { status: 'retired', from: '2026-11-01T06:00:00.000Z', to: '2026-11-05T06:00:00.000Z' },
      { status: 'in use', id: now?.id, to: null },
    ]);
  });

  test('a key that signs a seal outside of its time is a fault', async () => {
    const turned = await rotated();
    const folder = join(root, 'outside');
    await bundleOf(turned, folder);
    const content = readFiles(folder);
    const { signer } = turned;
    content.set(seal(2), await signedFile(signer, SEAL_TYPE, sealOf(content, 2)));
    const changed = await signAnew(content, signer);
    const { keyId } = await signer.publicKey();
    const fault = `chain/seals/000000002.json: its key ${keyId.split('/').pop()} signed from seal 5 to now`;
    expect((await verifyFiles(changed)).faults).toContain(fault);
    expect(shell(changed).faults).toContain(fault);
  });

  test('the file of a key is the key that is listed', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = Buffer.from(publicKey.export({ format: 'pem', type: 'spki' }));
    const changed = new Map(files).set('verify/public-key.pem', pem);
    const fault = 'verify/public-key.pem: is not the key that verify/keys.json names';
    expect((await verifyFiles(changed)).faults).toContain(fault);
    expect(shell(changed).faults).toContain(fault);
  });
});

describe("signatures against CloudTrail's record of them", () => {
  test('every one is of a file, the last seal and the bundle not yet', async () => {
    expect(await verifyFiles(files)).toMatchObject({
      faults: [],
      notes: [],
      facts: { signatures: { made: 4, recorded: 4 } },
    });
  });

  test('whoever signs the past anew is seen by the next run, and said first', async () => {
    const turned = await fewDays();
    const before = sealOf(files, 3);
    turned.at('2026-11-05T03:00:00Z', {});
    await signedFile(turned.signer, SEAL_TYPE, { ...before, generator: 'somebody else' });
    for (const number of [5, 6]) await runOn(turned, number);
    const folder = join(root, 'signed-again');
    const { summary } = await bundleOf(turned, folder);
    expect(summary.faults).toEqual([
      'CloudTrail recorded 1 signature that nothing in the record explains (chain/signatures.csv)',
    ]);
    expect(await verifyFile(folder)).toMatchObject({
      faults: [],
      notes: [expect.stringMatching(/^chain\/signature-count.json: CloudTrail's event event-\d+ is a sig/)],
      facts: { signatures: { made: 6, recorded: 7 } },
    });
  });

  test('a signature that CloudTrail does not know', async () => {
    const turned = await fewDays();
    turned.trail.events.pop();
    for (const number of [5, 6]) await runOn(turned, number);
    const folder = join(root, 'unrecorded');
    const { summary } = await bundleOf(turned, folder);
    expect(summary.faults).toEqual(['CloudTrail has no record of 1 signature (chain/signature-count.json)']);
    expect((await verifyFile(folder)).notes).toEqual([
      'chain/seals/000000004.json: CloudTrail has no record of its signature',
    ]);
  });

  test('where CloudTrail could not be read, that is said, and the next run asks for that time too', async () => {
    const turned = await fewDays();
    const unseen = { kind: 'denied', action: 'cloudtrail:LookupEvents', message: 'no' } as const;
    turned.trail.unseen = unseen;
    await runOn(turned, 5);
    const folder = join(root, 'unread');
    const later = '2026-11-05T07:00:00Z';
    turned.at(later, {});
    const { summary } = await bundleOf(turned, folder, () => new Date(later));
    const why = 'CloudTrail could not be read: cloudtrail:LookupEvents denied: no';
    const [from, to] = ['2026-11-04T05:00:00.000Z', '2026-11-05T05:00:00.000Z'];
    expect(summary.faults).toEqual([`signatures from ${from} to ${to} could not be counted: ${why}`]);
    expect((await verifyFile(folder)).notes).toEqual([
      `chain/signature-count.json: signatures from ${from} to ${to} are not counted: ${why}`,
    ]);
    turned.trail.unseen = null;
    await runOn(turned, 6);
    expect((await bundleOf(turned, folder)).summary.faults).toEqual([]);
  });

  test('other bundles of the time are among what was signed', async () => {
    const turned = await fewDays();
    turned.at('2026-11-05T03:00:00Z', {});
    const clock = () => new Date('2026-11-05T03:00:00Z');
    await bundleOf({ ...turned, clock }, join(root, 'first'), clock);
    await runOn(turned, 5);
    const folder = join(root, 'second');
    expect((await bundleOf(turned, folder)).summary.faults).toEqual([]);
    expect(listFiles(folder)).toContainEqual(
      expect.stringMatching(/^chain\/signed\/statements\/2026-11-05T03:00:00.000Z_/),
    );
  });
});

describe('a bundle of a record that was spoiled is issued, its faults first', () => {
  const SPOILED: readonly (readonly [key: RegExp, fault: RegExp, verified: RegExp])[] = [
    [
      /^seals\/000000003/,
      /^seal 3 is not the file that the record names$|^seals\/000000003.json cannot be read/,
      /^chain\/seals\/000000003.json: cannot be read as a signed envelope/,
    ],
    [
      /^signatures\/000000003/,
      /^signatures\/000000003.json is not the file that was sealed$|^signatures\/000000003.json cannot be/,
      /^chain\/signatures\/000000003.json: is not the file that was sealed$/,
    ],
    [/^keys\//, /^keys\/.* cannot be read/, /^$/],
    [
      /targets.ndjson.gz$/,
      /targets.ndjson.gz is not the file that was sealed$/,
      /^chain\/results\/.*: is not the file that was sealed$/,
    ],
  ];
  test.each(SPOILED)('%s', async (wanted, fault, verified) => {
    const spoiled = await fewDays();
    for (const key of spoiled.evidence.objects.keys())
      if (wanted.test(key)) spoiled.evidence.objects.set(key, { body: Buffer.from('<html>'), note: '' });
    const folder = mkdtempSync(join(root, 'spoiled-'));
    const { summary } = await bundleOf(spoiled, folder);
    expect(summary.faults[0]).toMatch(fault);
    const { faults } = await verifyFile(folder);
    if (String(verified) !== '/^$/') expect(faults).toContainEqual(expect.stringMatching(verified));
  });

  test('a key record that was spoiled stops no run', async () => {
    const spoiled = await fewDays();
    for (const key of spoiled.evidence.objects.keys())
      if (key.startsWith('keys/')) spoiled.evidence.objects.set(key, { body: Buffer.from('{}'), note: '' });
    expect((await runOn(spoiled, 5)).run.status).toBe('complete');
  });
});

describe('large ZIPs', () => {
  test('more files than a ZIP of 1989 can hold', async () => {
    const folder = mkdtempSync(join(root, 'many-'));
    const paths = Array.from({ length: 66_000 }, (_, index) => `${index}`);
    for (const path of paths) writeFileSync(join(folder, path), '');
    const zip = join(root, 'many.zip');
    await packZip(folder, paths, zip);
    const { faults } = await verifyFile(zip);
    // It is no bundle; but it is read to its end.
    expect(faults).toContain('MANIFEST.json: is missing');
  }, 120_000);
});

test('the period of these tests is the one of the bundle', async () => {
  expect((await verifyFiles(files)).facts?.period).toEqual(PERIOD);
});
