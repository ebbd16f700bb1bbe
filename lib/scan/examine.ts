import type { Collector, Reader } from '../collectors/collector.ts';
import { classify, ReadFailure } from '../collectors/failure.ts';
import { type Observation, openTarget, type TargetClients, type TargetReader } from '../collectors/reader.ts';
import type { Condition } from '../domain/exception.ts';
import type { Evaluation } from '../domain/finding.ts';
import type { Unseen } from '../domain/observed.ts';
import type { PlannedTarget } from '../domain/run.ts';
import { GLOBAL_REGION, isLookedFor } from '../domain/target.ts';
import { blind, evaluate } from '../engine/evaluate.ts';
import { inOrder } from './in-order.ts';
import type { Work } from './work.ts';

/** Collectors at work at once: a listing takes one request, and need not wait for the others. */
const CONCURRENT_COLLECTORS = 8;

/** Why nothing could be read, and the requests in which that turned out. */
export type Failed = Pick<ReadFailure, 'unseen' | 'requests'>;

/** The work to be done in a target. */
export const workIn = (target: PlannedTarget, work: readonly Work[]): readonly Work[] =>
  work.filter(({ collector }) => isLookedFor(collector.where, target));

/** What was found in a target, in no order. */
export interface Examined {
  readonly evaluations: readonly Evaluation[];
  /** Populations that were not listed because AWS Config shows that there are none. */
  readonly leftOut: number;
  /** Why the tags that conditions ask for could not be read; left out where they were, and where none asks. */
  readonly untagged?: Unseen;
}

/**
 * Reads a target and applies the rules: every rule that belongs there yields an evaluation per resource, or one for
 * its whole population where that could not be listed, or none where the population is empty.
 * @param known the types of which resources were there the last time: only a listing tells that they are gone
 * @param conditions of exceptions; those of rules that belong there are looked up
 */
export async function examine(
  target: PlannedTarget,
  work: readonly Work[],
  clients: TargetClients,
  observation: Observation,
  known: () => Promise<ReadonlySet<string>>,
  conditions: readonly Condition[] = [],
): Promise<Examined> {
  const reader = openTarget(target, clients, observation);
  const here = workIn(target, work);
  const looked = new Set(here.flatMap(({ rules }) => rules.map(({ rule }) => rule.id)));
  const asked = conditions.filter(({ rule }) => looked.has(rule));
  const certain = here.filter(({ recordedAs }) => recordedAs.length === 0);
  const doubtful = here.filter(({ recordedAs }) => recordedAs.length > 0);
  const absent = doubtful.length > 0 ? absence(reader, known) : null;
  absent?.catch(() => {}); // thrown where it is awaited

  async function part({ collector, rules, facts, recordedAs }: Work): Promise<readonly Evaluation[] | null> {
    if (recordedAs.length > 0 && (await absent)?.(collector.type, recordedAs)) return null;
    const found: Evaluation[] = [];
    try {
      for await (const resource of reader.collect(collector, facts)) {
        for (const active of rules) found.push(evaluate(active, resource, target));
      }
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
      const blind = blindPopulation({ collector, rules }, target, clients.partition, observation.now, error);
      for await (const evaluation of blind) found.push(evaluation);
    }
    return found;
  }

  const evaluations: Evaluation[] = [];
  let leftOut = 0;
  // Those that wait for AWS Config come last: meanwhile it answers.
  for await (const found of inOrder([...certain, ...doubtful], CONCURRENT_COLLECTORS, part)) {
    if (found) evaluations.push(...found);
    else leftOut += 1;
  }
  return { ...(await withTags(evaluations, asked, reader)), leftOut };
}

/** Notes on evaluations which of the conditions about their rule the resource meets; on none if one cannot be read. */
async function withTags(
  evaluations: readonly Evaluation[],
  conditions: readonly Condition[],
  reader: TargetReader,
): Promise<Pick<Examined, 'evaluations' | 'untagged'>> {
  if (conditions.length === 0) return { evaluations };
  const { tagged } = await import('../collectors/tagged.ts');
  try {
    const asked = await Promise.all(
      conditions.map(async (condition) => ({ ...condition, met: await reader.ask(tagged(condition)) })),
    );
    return {
      evaluations: evaluations.map((evaluation) => {
        const about = asked.filter(({ rule }) => rule === evaluation.rule);
        if (about.length === 0 || evaluation.population) return evaluation;
        const met = about.filter((condition) => condition.met(evaluation.resource));
        return { ...evaluation, tags: Object.fromEntries(met.map(({ key, value }) => [key, value])) };
      }),
    };
  } catch (error) {
    return { evaluations, untagged: classify(error, 'tag:GetResources') };
  }
}

/** Tells of a type whether there surely is none in the target. Whatever Config does not answer, it does not prove. */
async function absence(
  reader: TargetReader,
  known: () => Promise<ReadonlySet<string>>,
): Promise<(type: string, recordedAs: readonly string[]) => boolean> {
  const { presence } = await import('../collectors/presence.ts');
  const present = await reader.ask(presence).catch(() => null);
  if (!present) return () => false;
  const seen = await known();
  return (type, recordedAs) => !seen.has(type) && !recordedAs.some((recorded) => present.has(recorded));
}

/** The evaluations of a target that could not be entered: every rule that belongs there, not evaluated. */
export async function* unexamined(
  target: PlannedTarget,
  work: readonly Work[],
  partition: string,
  now: Date,
  why: Failed,
): AsyncGenerator<Evaluation> {
  for (const part of workIn(target, work)) yield* blindPopulation(part, target, partition, now, why);
}

async function* blindPopulation(
  { collector, rules }: Pick<Work, 'collector' | 'rules'>,
  target: PlannedTarget,
  partition: string,
  now: Date,
  { unseen, requests }: Failed,
): AsyncGenerator<Evaluation> {
  const { account, region } = target;
  const certain = await certainResource(collector, target, partition, now);
  const arn =
    certain ?? `arn:${partition}:${collector.service}:${region === GLOBAL_REGION ? '' : region}:${account}:*`;
  for (const active of rules) yield blind(active, arn, certain === null, unseen, target, requests);
}

/**
 * The one resource that is there without asking AWS: the account itself. It keeps its own ARN also when nothing can
 * be read, so that its findings go blind instead of disappearing.
 */
async function certainResource(
  { list }: Collector,
  { account, region }: PlannedTarget,
  partition: string,
  now: Date,
): Promise<string | null> {
  if (list.uses.length > 0) return null;
  const silent = () => Promise.reject(new Error('nothing is asked'));
  const [only] = await list.read(
    Object.assign(silent, { account, region, partition, now }) as unknown as Reader,
  );
  return only?.arn ?? null;
}
