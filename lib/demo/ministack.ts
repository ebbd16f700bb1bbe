import { ensurePackage, type Package, type Server, startServer } from './python.ts';

/** Plays the audit account: it runs CloudFormation, Step Functions and, as child processes, Node's functions. */
const MINISTACK: Package = {
  name: 'ministack',
  pinned: ['ministack==1.5.33', 'cryptography==46.0.3'],
  suitable: /^1\.5\.33$/,
  needs: 'cryptography',
};

/** @see ensurePackage */
export const ensureMinistack = (say: (line: string) => void): Promise<string> =>
  ensurePackage(MINISTACK, say);

/** @see startServer */
export const startMinistack = (python: string): Promise<Server> =>
  startServer(python, {
    code: 'from ministack.app import main\nmain()',
    args: () => [],
    env: (port) => ({
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      IOT_MTLS_ENABLED: '0',
    }),
    ready: '/_ministack/health',
  });
