import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = resolve(fileURLToPath(new URL('../../.cache', import.meta.url)));
const STARTUP_MS = 60_000;

/** A program that PyPI has: an AWS emulator, or a tool of the build. */
export interface Package {
  readonly name: string;
  /** What pip installs where there is none, versions pinned. */
  readonly pinned: readonly string[];
  /** Versions that will do if the machine has one. */
  readonly suitable: RegExp;
  /** A module that must be there as well. */
  readonly needs: string;
}

/** The version of a package that a Python has, or null when it has none that can serve. */
async function versionOf({ name, needs }: Package, python: string): Promise<string | null> {
  try {
    const { stdout } = await run(python, [
      '-c',
      `import importlib.metadata as m, importlib.util as u; assert u.find_spec("${needs}"); print(m.version("${name}"))`,
    ]);
    return stdout.trim();
  } catch {
    return null;
  }
}

async function step(name: string, advice: string, command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, args);
  } catch (error) {
    const { code, stderr, message } = error as { code?: string; stderr?: string; message: string };
    if (code === 'ENOENT')
      throw new Error(`${command} was not found: install Python 3.9 or newer, or set PYTHON to its path`);
    throw new Error(`${name} could not be installed. ${advice}\n${stderr || message}`);
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

/**
 * Finds a Python that has a suitable package; installs the pinned one into a virtual environment in .cache otherwise.
 * @param say told what happens when that takes time
 * @returns the path of the Python
 * @throws Error that says what to do when there is no usable Python, or why its venv or pip failed
 */
export async function ensurePackage(wanted: Package, say: (line: string) => void): Promise<string> {
  const pinned = wanted.pinned.join(' ');
  const environment = join(CACHE, pinned.replace(/\W+/g, '-'));
  const installed = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const python = process.env.PYTHON ?? 'python3';
  const has = async (candidate: string): Promise<boolean> =>
    wanted.suitable.test((await versionOf(wanted, candidate)) ?? '');
  for (const candidate of [installed, python]) if (await has(candidate)) return candidate;

  await mkdir(CACHE, { recursive: true });
  return alone(`${environment}.lock`, async () => {
    if (await has(installed)) return installed;
    say(
      `${wanted.name} is not here yet: installing ${pinned} into ${environment} (once, about a minute) ...`,
    );
    await step(
      wanted.name,
      'Python could not make a virtual environment; on Debian and Ubuntu "apt install python3-venv" helps',
      python,
      ['-m', 'venv', '--clear', environment],
    );
    await step(
      wanted.name,
      `pip could not install ${pinned}; is PyPI, or the index that pip is configured for, within reach?`,
      installed,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted.pinned],
    );
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

/** How a server is started, and how one knows that it is up. */
export interface Start {
  /** Python that runs the server; it ends with its parent, however that ends. */
  readonly code: string;
  readonly args: (port: number) => readonly string[];
  readonly env: (port: number) => NodeJS.ProcessEnv;
  /** Answers with a 2xx status once the server is up. */
  readonly ready: string;
}

/** A running server. */
export interface Server {
  /** On 127.0.0.1 and a free port. */
  readonly port: number;
  readonly url: string;
  /** Ends it; may be called more than once. */
  stop(): Promise<void>;
}

/** Standard input closes when the parent is gone, also when it was killed. */
const WATCH = `
import os, sys, threading
def watch():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
`;

/**
 * Starts a server on a free port, and waits until it answers.
 * @param python as `ensurePackage` returned it
 * @throws Error with its last words when it does not come up
 */
export async function startServer(python: string, { code, args, env, ready }: Start): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(python, ['-c', `${WATCH}${code}`, ...args(port)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, ...env(port), PYTHONUNBUFFERED: '1' },
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
    const answer = await fetch(`${url}${ready}`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) break;
  }
  // It must not keep our process alive: it ends with us.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return { port, url, stop };
}
