import type { Command } from 'commander';
import { connect, DEPLOYMENT_VARIABLES, deploymentNames } from '../adapters/deployment.ts';
import type { ReviewAsk } from '../domain/access-review.ts';
import { recordReview } from '../evidence/review-record.ts';
import { plural } from '../report/words.ts';
import { doneAsCaller } from './proven.ts';
import { readDecisions } from './review-file.ts';
import { print, UserError } from './terminal.ts';

interface Options {
  readonly file: string;
  readonly account?: readonly string[];
  readonly note?: string;
}

/** Names the function of a deployment that records access reviews: the stack's output RecordReview. */
const FUNCTION = 'VOUCH_RECORD_REVIEW';
/**
 * What a function can be given at once, with room for the rest of the request.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MOST_BYTES = 6_000_000;

/** `vouch access-review record` */
export function recordCommand(parent: Command): void {
  parent
    .command('record')
    .description(
      `Signs off a review: every principal of the run, or of the accounts that are named, with keep, change or remove.\nAWS says who you are; what you decided is set against the sealed record, signed, and kept. The deployment is named\nby ${FUNCTION}, an output of its stack; where there are no functions, it is recorded here, with\n${Object.values(DEPLOYMENT_VARIABLES).join(', ')}.`,
    )
    .exitOverride()
    .requiredOption(
      '--file <csv>',
      'what --for-decision printed, with the columns decision and comment filled in',
    )
    .option('--account <id...>', 'the accounts that the review covers (default: every account of the run)')
    .option('--note <text>', 'how the review was held, or with whom')
    // The command before has an option of that name too, which takes what is given to either.
    .action((options: Options) => record({ ...parent.opts(), ...options }));
}

/** Records a review as whoever today's credentials are. */
async function record({ file, account: accounts, note }: Options): Promise<void> {
  const ask: ReviewAsk = {
    step: 'review',
    ...readDecisions(file),
    accounts: accounts ?? null,
    note: note ?? null,
  };
  if (process.env[FUNCTION]) mustFit(ask);
  const { id, run, counts, by, notListed, own } = await doneAsCaller(
    ask,
    FUNCTION,
    'review',
    (caller, audit) =>
      recordReview(ask, caller, { ...connect(deploymentNames()), clock: () => new Date(), account: audit }),
  );
  print(
    [
      `${id}: a review of run ${run.sequence} (${run.startedAt}), signed off by ${by.arn}.`,
      `${plural(counts.keep, 'principal')} to keep, ${counts.change} to change, ${counts.remove} to remove; later runs will show what was carried out.`,
      ...(notListed > 0
        ? [`${plural(notListed, 'population')} could not be listed: nobody decided about these.`]
        : []),
      ...(own > 0 ? [`${plural(own, 'decision')} about your own access: the auditor will see that.`] : []),
    ].join('\n'),
  );
}

/** @throws UserError when no function can be given as much */
function mustFit(ask: ReviewAsk): void {
  const bytes = Buffer.byteLength(JSON.stringify(ask));
  if (bytes > MOST_BYTES)
    throw new UserError(
      `the decisions are ${bytes} bytes, and a function takes ${MOST_BYTES}: review by --account, some accounts at a time`,
    );
}
