import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './registry.ts';

/**
 * Runs the CDK's command line as users do.
 * @param folder where it writes the assembly (`cdk.out`) and whatever it wants to remember
 * @throws Error with what it said when it fails
 */
export async function cdk(folder: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '--output', join(folder, 'cdk.out')],
    { cwd: ROOT, env: { ...process.env, CI: 'true', CDK_HOME: join(folder, 'cdk') } },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`cdk ${args.join(' ')} ended with ${code}:\n${said.slice(-4_000)}`);
}
