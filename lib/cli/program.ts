import { Command, CommanderError } from 'commander';
import { GENERATOR } from '../scan/seal.ts';
import { ScopeError } from '../scope/scope.ts';
import { accessReviewCommand } from './access-review.ts';
import { evidenceCommand, verifyCommand } from './bundle.ts';
import { controlsCommand, coverageCommand, policyCommand, rulesCommand } from './catalogue.ts';
import { costCommand } from './cost.ts';
import { demoCommand } from './demo.ts';
import { driftCommand } from './drift.ts';
import { exceptionsCommand } from './exceptions.ts';
import { readinessCommand } from './readiness.ts';
import { sampleCommand } from './sample.ts';
import { scanCommand } from './scan.ts';
import { sqlCommand } from './sql.ts';
import { EXIT, EXIT_HELP, say, UserError } from './terminal.ts';

const COMMANDS = [
  scanCommand,
  driftCommand,
  exceptionsCommand,
  accessReviewCommand,
  readinessCommand,
  evidenceCommand,
  verifyCommand,
  sampleCommand,
  sqlCommand,
  rulesCommand,
  controlsCommand,
  coverageCommand,
  policyCommand,
  costCommand,
  demoCommand,
];

/** Runs the command line. @returns the exit code */
export async function run(argv: readonly string[]): Promise<number> {
  const program = new Command('vouch')
    .description('SOC 2 evidence that an AWS Organization produces for itself.')
    .version(GENERATOR, '--version')
    .addHelpText(
      'after',
      `\nAWS settings are the usual ones: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL, ...\n\n${EXIT_HELP}`,
    )
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride();
  for (const add of COMMANDS) add(program).exitOverride();
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof UserError || error instanceof ScopeError) {
      say(`vouch: ${error.message}`);
      return error instanceof UserError ? error.exitCode : EXIT.usage;
    }
    say(`vouch: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env.VOUCH_DEBUG && error instanceof Error) say(error.stack ?? '');
    return EXIT.failed;
  }
}
