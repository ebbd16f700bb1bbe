import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The emulator that Vouch is tested with. Another 5.2 is taken if the machine has one. */
const PINNED = 'moto[server]==5.2.5';
const SUITABLE = /^5\.2\.\d+$/;
const CACHE = resolve(fileURLToPath(new URL('../../.cache', import.meta.url)));
const STARTUP_MS = 60_000;

/**
 * Runs the server and ends with its parent, however that ends: standard input closes when the parent is gone,
 * also when it was killed.
 */
const WRAPPER = `
import os, sys, threading
def watch():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
from moto.server import main
main(sys.argv[1:])
`;

/** The version of moto that a Python has, or null when it has none with a server. */
async function motoVersion(python: string): Promise<string | null> {
  try {
    const { stdout } = await run(python, [
      '-c',
      'import importlib.metadata as m, importlib.util as u; assert u.find_spec("flask"); print(m.version("moto"))',
    ]);
    return stdout.trim();
  } catch {
    return null;
  }
}

/** What to do when a step of the installation fails. */
const ADVICE = {
  find: 'install Python 3.9 or newer, or set PYTHON to its path',
  venv: 'Python could not make a virtual environment; on Debian and Ubuntu "apt install python3-venv" helps',
  pip: `pip could not install ${PINNED}; is PyPI, or the index that pip is configured for, within reach?`,
} as const;

async function step(name: 'venv' | 'pip', command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args);
  } catch (error) {
    const { code, stderr, message } = error as { code?: string; stderr?: string; message: string };
    if (code === 'ENOENT') throw new Error(`${command} was not found: ${ADVICE.find}`);
    throw new Error(`the AWS emulator could not be installed. ${ADVICE[name]}\n${stderr || message}`);
  }
}

/** Whether a process that wrote its id into a file is still there. */
async function holderLives(lock: string): Promise<boolean> {
  try {
    return process.kill(Number(await readFile(lock, 'utf8')), 0);
  } catch {
    return false;
  }
}

/** Lets one process at a time in: test workers all want the emulator at once on a fresh machine. */
async function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (
    !(await writeFile(lock, String(process.pid), { flag: 'wx' }).then(
      () => true,
      () => false,
    ))
  ) {
    await wait(500);
    if (!(await holderLives(lock))) await rm(lock, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

const hasSuitableMoto = async (python: string): Promise<boolean> =>
  SUITABLE.test((await motoVersion(python)) ?? '');

/**
 * Finds a Python that has a suitable moto; installs the pinned one into a virtual environment in .cache otherwise.
 * @param say told what happens when that takes time
 * @returns the path of the Python
 * @throws Error that says what to do when there is no usable Python, or why its venv or pip failed
 */
export async function ensureMoto(say: (line: string) => void): Promise<string> {
  const environment = join(CACHE, PINNED.replace(/\W+/g, '-'));
  const installed = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const python = process.env.PYTHON ?? 'python3';
  for (const candidate of [installed, python]) if (await hasSuitableMoto(candidate)) return candidate;

  await mkdir(CACHE, { recursive: true });
  return alone(`${environment}.lock`, async () => {
    if (await hasSuitableMoto(installed)) return installed;
    say(
      `The AWS emulator is not here yet: installing ${PINNED} into ${environment} (once, about a minute) ...`,
    );
    await step('venv', python, ['-m', 'venv', '--clear', environment]);
    await step('pip', installed, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PINNED]);
    return installed;
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** A running emulator. */
export interface Moto {
  /** Its endpoint, for every service. */
  readonly url: string;
  /** Forgets everything. */
  reset(): Promise<void>;
  /** Ends it; may be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator on 127.0.0.1 and a free port, and waits until it answers.
 * @param python as `ensureMoto` returned it
 * @throws Error with its last words when it does not come up
 */
export async function startMoto(python: string): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(python, ['-c', WRAPPER, '-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_EC2_LOAD_DEFAULT_AMIS: 'false', PYTHONUNBUFFERED: '1' },
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-2_000);
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done()).once('error', () => done());
  });
  const running = (): boolean =>
    child.exitCode === null && child.signalCode === null && child.pid !== undefined;

  const stop = async (): Promise<void> => {
    child.ref();
    if (running()) child.kill('SIGKILL'); // it has nothing to save, and takes a second to end by itself
    await ended;
  };
  for (const start = Date.now(); ; await wait(100)) {
    if (!running() || Date.now() - start > STARTUP_MS) {
      await stop();
      throw new Error(`the emulator did not start:\n${lastWords}`);
    }
    const answer = await fetch(`${url}/moto-api/data.json`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) break;
  }
  // It must not keep our process alive: it ends with us.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return {
    url,
    stop,
    reset: async () => {
      await fetch(`${url}/moto-api/reset`, { method: 'POST' });
    },
  };
}
