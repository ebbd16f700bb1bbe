import { ensurePackage, type Package, type Server, startServer } from './python.ts';

/** Plays the scanned Organization. Another 5.2 than the pinned one is taken if the machine has one. */
const MOTO: Package = {
  name: 'moto',
  pinned: ['moto[server]==5.2.5'],
  suitable: /^5\.2\.\d+$/,
  needs: 'flask',
};

/** @see ensurePackage */
export const ensureMoto = (say: (line: string) => void): Promise<string> => ensurePackage(MOTO, say);

/** A running emulator; its `url` is the endpoint of every service. */
export type Moto = Server;

/** @see startServer */
export const startMoto = (python: string): Promise<Moto> =>
  startServer(python, {
    code: 'from moto.server import main\nmain(sys.argv[1:])',
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    env: () => ({ MOTO_EC2_LOAD_DEFAULT_AMIS: 'false' }),
    ready: '/moto-api/data.json',
  });
