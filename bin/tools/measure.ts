// Counts what a recorded run takes, against the emulator, and writes it down for the cost model.
//   npm run measure
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { absentPlayer } from '#lib/demo/absent.ts';
import { CROWD_REGION } from '#lib/demo/crowd.ts';
import { ensureMoto, startMoto } from '#lib/demo/moto.ts';
import { startProxy } from '#lib/demo/proxy.ts';
import { ROOT } from './registry.ts';
import { measureUsage } from './usage.ts';

const python = await ensureMoto((line) => console.error(line));
const [scanned, own] = await Promise.all([startMoto(python), startMoto(python)]);
// What the emulator lacks is played as empty: it would be tried again and again.
const proxy = await startProxy(scanned.url);
proxy.players.push(absentPlayer);
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: CROWD_REGION,
  AWS_ENDPOINT_URL: own.url,
  VOUCH_TARGET_ENDPOINT_URL: proxy.url,
});
try {
  const usage = JSON.stringify(await measureUsage(scanned.url), null, 2)
    .replaceAll(/"(\w+)":/g, '$1:')
    .replaceAll('"', "'")
    .replaceAll(/([^,{])\n/g, '$1,\n');
  writeFileSync(
    join(ROOT, 'lib/cost/measured.ts'),
    `import type { Counted } from './counted.ts';

/** Written by "npm run measure"; do not edit. */
export const MEASURED: Counted = ${usage};
`,
  );
} finally {
  await Promise.all([proxy.stop(), scanned.stop(), own.stop()]);
}
