#!/usr/bin/env -S node --import tsx
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// The rest is loaded afterwards: the SDK reads the setting when it is loaded.
const { run } = await import('#lib/cli/program.ts');
process.exitCode = await run(process.argv.slice(2));

export {};
