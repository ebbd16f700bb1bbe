import { afterAll, beforeAll } from '@jest/globals';
import { absentPlayer } from '#lib/demo/absent.ts';
import { ensureMoto, type Moto, startMoto } from '#lib/demo/moto.ts';
import { type AwsProxy, startProxy } from '#lib/demo/proxy.ts';

/** Settings that tests with an emulator need; AWS_ENDPOINT_URL is set once it is up. */
const SETTINGS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-west-1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/**
 * Gives a suite its own emulator, for both sides; on the scanned side a proxy stands in front, which plays what it lacks
 * altogether. What it sets in the environment is put back afterwards.
 * @returns a handle whose `moto` and `proxy` are there once the suite runs
 */
export function useMoto(): { moto: Moto; proxy: AwsProxy } {
  const handle = {} as { moto: Moto; proxy: AwsProxy };
  const before = { ...process.env };
  beforeAll(async () => {
    handle.moto = await startMoto(await ensureMoto(() => {}));
    handle.proxy = await startProxy(handle.moto.url);
    handle.proxy.players.push(absentPlayer);
    Object.assign(process.env, SETTINGS, {
      AWS_ENDPOINT_URL: handle.moto.url,
      VOUCH_TARGET_ENDPOINT_URL: handle.proxy.url,
    });
  }, 180_000);
  afterAll(async () => {
    process.env = before;
    await handle.proxy?.stop();
    await handle.moto?.stop();
  });
  return handle;
}
