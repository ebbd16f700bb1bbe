import { afterAll, beforeAll } from '@jest/globals';
import { ensureMoto, type Moto, startMoto } from '#lib/demo/moto.ts';

/** Settings that tests with an emulator need; AWS_ENDPOINT_URL is set once it is up. */
const SETTINGS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-west-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/**
 * Gives a suite its own emulator, for both sides. What it sets in the environment is put back afterwards.
 * @returns a handle whose `moto` is there once the suite runs
 */
export function useMoto(): { moto: Moto } {
  const handle = {} as { moto: Moto };
  const before = { ...process.env };
  beforeAll(async () => {
    handle.moto = await startMoto(await ensureMoto(() => {}));
    const { url } = handle.moto;
    Object.assign(process.env, SETTINGS, { AWS_ENDPOINT_URL: url, VOUCH_TARGET_ENDPOINT_URL: url });
  }, 180_000);
  afterAll(async () => {
    process.env = before;
    await handle.moto?.stop();
  });
  return handle;
}
