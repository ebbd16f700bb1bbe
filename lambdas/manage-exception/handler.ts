import { identify } from '#lib/adapters/identity.ts';
import { Refusal } from '#lib/domain/exception.ts';
import { hashOf } from '#lib/evidence/canonical.ts';
import { manage } from '#lib/evidence/exceptions.ts';
import { RULES } from '../../rules/index.ts';
import { manageExceptionEvent } from '../events.ts';
import { deployedScope, setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/**
 * Takes a step of an exception, for whoever AWS says has signed it. Lambda does not tell a function who calls it, and
 * what an event says of its sender proves nothing.
 * @returns the exception, or why the step was refused
 */
export const handler = lambda(manageExceptionEvent, async ({ ask, proof }, { invokedFunctionArn }) => {
  const { exceptions } = await deployedScope();
  try {
    const by = await identify(proof, hashOf(ask));
    const exception = await manage(ask, by, {
      ...setting(),
      ...exceptions,
      account: invokedFunctionArn.split(':')[4] ?? '',
      rules: RULES,
    });
    logger.info('taken', { step: ask.step, exception: exception.id, by: by.arn });
    return { exception };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.info('refused', { step: ask.step, reason: error.message });
    return { refused: error.message };
  }
});
