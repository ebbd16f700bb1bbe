// Read when the SDK and Powertools are loaded: tests are no place for their advice and their logs.
Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['<rootDir>/{bin,lib,lambdas,rules,test}/**/*.test.ts'],
  testTimeout: 30_000,
  // The emulators, each a process of its own, leave enough of every core.
  maxWorkers: '100%',
  // What native modules of a suite take is not given back: after some dozens, another process goes on.
  workerIdleMemoryLimit: '1GB',
};
