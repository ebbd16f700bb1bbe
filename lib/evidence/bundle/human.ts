import { controlPage } from '../../report/control-page.ts';
import type { Overview } from '../../report/overview.ts';
import { startHere } from '../../report/start-here.ts';
import type { BundleFolder } from '../folder.ts';
import { overviewOf } from './overview.ts';

/** What people read, made from the tables that are already in the bundle. */
export async function writeHuman(
  out: BundleFolder,
  about: Pick<Overview, 'brief' | 'generator' | 'keyFingerprint'>,
): Promise<void> {
  const overview = await overviewOf(out, about);
  await out.write('START-HERE.html', [startHere(overview)]);
  for (const control of overview.controls)
    await out.write(`human/controls/${control.id}.html`, [controlPage(control, overview)]);
}
