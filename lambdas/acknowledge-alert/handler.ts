import { identify } from '#lib/adapters/identity.ts';
import { Refusal } from '#lib/domain/exception.ts';
import { acknowledge } from '#lib/drift/acknowledge.ts';
import { hashOf } from '#lib/evidence/canonical.ts';
import { acknowledgeAlertEvent } from '../events.ts';
import { setting } from '../setting.ts';
import { lambda, logger } from '../wrapper.ts';

/**
 * Notes that somebody looks into an alert, for whoever AWS says has signed it. A function of its own: who answers
 * alerts need not be let approve exceptions.
 * @returns the acknowledgement, or why it was refused
 */
export const handler = lambda(acknowledgeAlertEvent, async ({ ask, proof }, { invokedFunctionArn }) => {
  try {
    const by = await identify(proof, hashOf(ask));
    const account = invokedFunctionArn.split(':')[4] ?? '';
    const acknowledgement = await acknowledge(ask, by, { ...setting(), account });
    logger.info('acknowledged', { alert: ask.alert, by: by.arn });
    return { acknowledgement };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    logger.info('refused', { alert: ask.alert, reason: error.message });
    return { refused: error.message };
  }
});
