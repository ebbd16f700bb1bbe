import colors from 'picocolors';
import type { Verdict } from '../domain/verdict.ts';

/** Colours on a terminal only, which picocolors takes a CI for as well. Both streams are judged by the first. */
const pc = colors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

/** What the exit codes mean; printed by --help. */
export const EXIT = {
  ok: 0,
  /** The answer is bad: a bundle is not intact, a scan found what --fail-on names, or drift is open. */
  bad: 1,
  /** The command line, the scope file or another input cannot be used. */
  usage: 2,
  /** The work was done, but some targets could not be scanned. */
  incomplete: 3,
  /** AWS, the file system or the program failed. */
  failed: 4,
} as const;

export const EXIT_HELP = `Exit codes:
  0  done
  1  the answer is bad: the bundle is not intact, the scan found what --fail-on names, or drift is open
  2  the command line, scope.yaml or another input cannot be used
  3  done, but something could not be seen (it is listed)
  4  AWS, the file system or the program failed`;

/** An error whose message tells the user what to do; no stack trace is printed for it. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What a user is told while work goes on; never on standard output, which belongs to results. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Progress: one line that is rewritten on a terminal; elsewhere a line at every tenth. */
export function progress(noun: string): (done: number, total: number, detail: string) => void {
  let tenths = 0;
  return (done, total, detail) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${done} of ${total} ${noun}  ${detail}${done === total ? '\n' : ''}`);
    } else if (Math.floor((done / total) * 10) > tenths || done === total) {
      tenths = Math.floor((done / total) * 10);
      say(`${done} of ${total} ${noun}`);
    }
  };
}

/** Colours of verdicts; plain text where output is no terminal. */
export const coloured: Readonly<Record<Verdict, (text: string) => string>> = {
  FAIL: pc.red,
  NOT_EVALUATED: pc.yellow,
  PASS: pc.green,
  NOT_APPLICABLE: pc.dim,
};

export const bold = pc.bold;

/** Prints a result for machines: one JSON document. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
};

/** Prints a result for people. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
