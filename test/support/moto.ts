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
 * Gives a suite its own emulator, for both sides; what it lacks altogether is played on the scanned side. What it sets in the environment is put back afterwards.
 * @returns a handle whose `moto` is there once the suite runs
 */
export function useMoto(): { moto: Moto } {
  const handle = {} as { moto: Moto };
  const before = { ...process.env };
  let proxy: AwsProxy | undefined;
  beforeAll(async () => {
    handle.moto = await startMoto(await ensureMoto(() => {}));
    proxy = await startProxy(handle.moto.url);
    proxy.players.push(absentPlayer);
    Object.assign(process.env, SETTINGS, {
      AWS_ENDPOINT_URL: handle.moto.url,
      VOUCH_TARGET_ENDPOINT_URL: proxy.url,
    });
  }, 180_000);
  afterAll(async () => {
    process.env = before;
    await proxy?.stop();
    await handle.moto?.stop();
  });
  return handle;
}
