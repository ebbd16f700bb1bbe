import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { METRICS } from '#lib/domain/metric.ts';

z.config(en()); // faults are named in words

// Both take the deployment's name from POWERTOOLS_SERVICE_NAME, so that two deployments can be told apart.
export const logger = new Logger();
export const metrics = new Metrics({ namespace: METRICS, logger });

/**
 * The one frame around every function: the event is checked, log lines carry the request's id, metrics are flushed,
 * failures are logged and thrown. Middy's own early timeout is off: functions keep their own deadlines, so that what
 * is unread at the end is recorded instead of lost.
 *
 * @throws Error naming each fault of an event that does not fit `schema`
 */
export const lambda = <E, R>(schema: z.ZodMiniType<E>, work: (event: E, context: Context) => Promise<R>) =>
  middy<unknown, R, Error, Context>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics))
    .onError(({ error }) => logger.error('failed', error ?? 'unknown'))
    .handler(async (event, context) => {
      const parsed = schema.safeParse(event);
      if (!parsed.success) throw new Error(`the event cannot be used:\n${z.prettifyError(parsed.error)}`);
      return work(parsed.data, context);
    });
