import { administratorGrants } from '#lib/domain/policy/administrators.ts';
import { parsePolicy } from '#lib/domain/policy/document.ts';
import { authority, type NamedPolicy } from '#lib/domain/policy/permissions.ts';

/** What it took to judge some policies, warm: the best of many rounds, and the memory that the last one held. */
export interface PoliciesMeasured {
  readonly milliseconds: number;
  readonly kilobytesEach: number;
}

export const POLICIES = 1_000;
export const QUESTIONS = 24;
const ROUNDS = 40;

const SERVICES = ['s3', 'ec2', 'iam', 'kms', 'lambda', 'dynamodb', 'sqs', 'sns', 'logs', 'rds', 'ecs', 'sts'];
const VERBS = ['Get', 'List', 'Describe', 'Create', 'Delete', 'Put', 'Update', 'Attach'];
const NOUNS = [
  'Object',
  'Instances',
  'Role',
  'Key',
  'Function',
  'Item',
  'Message',
  'Topic',
  'Policy',
  'Value',
];

/** Numbers that look random and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

const roll = dice(7);
const pick = (texts: readonly string[]): string => texts[roll(texts.length)] ?? '';
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const action = (): string => `${pick(SERVICES)}:${pick(['*', `${pick(VERBS)}*`, pick(VERBS) + pick(NOUNS)])}`;
const resource = (): string =>
  pick([
    '*',
    `arn:aws:s3:::bucket-${roll(50)}/*`,
    `arn:aws:iam::111122223333:role/app-${roll(20)}-*`,
    'arn:aws:dynamodb:eu-west-1:111122223333:table/${aws:PrincipalTag/team}-*',
    `arn:aws:sqs:eu-west-1:111122223333:queue-${roll(1_000)}`,
  ]);

/** A policy of some statements as IAM sends it. */
const written = (): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: many(3 + roll(4), (index) => ({
        Sid: `S${index}`,
        Effect: roll(8) === 0 ? 'Deny' : 'Allow',
        Action: many(2 + roll(8), action),
        Resource: many(1 + roll(4), resource),
        ...(roll(3) === 0 ? { Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } } } : {}),
      })),
    }),
  );

const GUARDRAILS: readonly (readonly NamedPolicy[])[] = [
  [
    {
      name: 'guardrails',
      document: parsePolicy(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: '*', Resource: '*' },
            { Effect: 'Deny', Action: ['cloudtrail:StopLogging', 'organizations:*'], Resource: '*' },
            { Effect: 'Deny', Action: 'iam:*', Resource: 'arn:aws:iam::*:role/protected-*' },
          ],
        }),
      ),
    },
  ],
];

/**
 * Reads policies, each of a principal of its own under the same guardrails, and asks of each whether it makes an
 * administrator and which of some actions it allows. Run it with `--expose-gc` for the memory.
 */
export function measurePolicies(): PoliciesMeasured {
  const texts = many(POLICIES, written);
  const questions = many(QUESTIONS, () => ({
    action: `${pick(SERVICES)}:${pick(VERBS)}${pick(NOUNS)}`,
    on: resource(),
  }));
  const judge = (text: string) => {
    const principal = authority({
      identity: [{ name: 'policy', document: parsePolicy(text) }],
      boundary: null,
      guardrails: GUARDRAILS,
    });
    administratorGrants(principal);
    for (const { action: asked, on } of questions) principal.grants(asked, on);
    return principal;
  };
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (const text of texts) judge(text);
    best = Math.min(best, performance.now() - start);
  }
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const held = texts.map(judge);
  globalThis.gc?.();
  return {
    milliseconds: best,
    kilobytesEach: (process.memoryUsage().heapUsed - before) / 1_000 / held.length,
  };
}
