// Tries every mutation of a small bundle against the verifier, and counts what is caught.
//   npm run mutate:bundle -- [--step 1] [--ways 1,32,128]      every byte, each changed in three ways
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles } from '#lib/evidence/verifier/verify.mjs';
import { packZip } from '#lib/evidence/zip.ts';
import {
  frame,
  mutateBytes,
  mutateFiles,
  mutateZip,
  readFiles,
  reduced,
  type Tried,
  verifyFiles,
} from '../../test/support/mutations.ts';
import { bundleOf, fewDays } from '../../test/support/small-bundle.ts';

const { values } = parseArgs({
  options: { step: { type: 'string', default: '1' }, ways: { type: 'string', default: '1,32,128' } },
});
const [step, ways] = [Number(values.step), values.ways.split(',').map(Number)];
const root = mkdtempSync(join(tmpdir(), 'vouch-mutations-'));
const tell = ({ kind, tried, missed }: Tried): void => {
  console.log(`${kind}: ${tried} tried, ${tried - missed.length} caught`);
  for (const what of missed) console.log(`  NOT CAUGHT: ${what}`);
  if (missed.length > 0) process.exitCode = 1;
};

try {
  const vouch = await fewDays();
  await bundleOf(vouch, join(root, 'whole'));
  const files = await reduced(readFiles(join(root, 'whole')), vouch.signer);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const { faults } = await verifyFiles(files);
  if (faults.length > 0) throw new Error(`the bundle is not intact to begin with: ${faults.join('; ')}`);
  console.log(`a bundle of ${files.size} files, ${bytes} bytes, intact`);
  for (const tried of await mutateFiles(files)) tell(tried);

  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, 'reduced', path)), { recursive: true });
    writeFileSync(join(root, 'reduced', path), content);
  }
  const zip = join(root, 'bundle.zip');
  await packZip(join(root, 'reduced'), listFiles(join(root, 'reduced')), zip);
  const positions = [...frame(files, statSync(zip).size)].filter((_, index) => index % step === 0);
  console.log(`its ZIP has ${positions.length} bytes that are no file's content`);
  tell(await mutateZip(zip, positions, ways));
  tell(await mutateBytes(files, ways, step, (path) => process.stderr.write(`${path}\n`)));
} finally {
  rmSync(root, { recursive: true, force: true });
}
