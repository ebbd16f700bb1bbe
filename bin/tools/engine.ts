import { randomUUID } from 'node:crypto';
import { seen } from '#lib/domain/observed.ts';
import { evaluate } from '#lib/engine/evaluate.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';

const ROUNDS = 2_000_000;

/** Evaluations per second of a simple rule with its evidence, in one thread. */
export async function measureEngine(): Promise<number> {
  const { rules } = await loadCatalogue(DEFAULT_SCOPE);
  const active = rules.find(({ rule }) => rule.id === 'sqs-queue-encrypted') ?? rules[0];
  if (!active) throw new Error('there are no rules');
  const facts = Object.fromEntries(active.rule.reads.map((name) => [name, seen(true)]));
  const asked = ['SQS.GetQueueAttributes', 'SQS.ListQueues'].map((name) => `${name} ${randomUUID()}`);
  const requests = Object.fromEntries(active.rule.reads.map((name) => [name, asked]));
  const resource = { arn: 'arn:aws:sqs:eu-west-1:111122223333:queue', facts, requests };
  const target = { account: '111122223333', region: 'eu-west-1' };
  for (let round = 0; round < ROUNDS / 10; round += 1) evaluate(active, resource, target);
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) evaluate(active, resource, target);
  return (ROUNDS * 1_000) / (performance.now() - start);
}
