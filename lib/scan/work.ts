import type { Collector } from '../collectors/collector.ts';
import { actionsOf } from '../collectors/reader.ts';
import { PRESENCE_ACTIONS, RECORDED } from '../collectors/recorded.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActiveRule } from '../engine/evaluate.ts';

/** One collector with the rules that it serves and the facts that those read. */
export interface Work {
  readonly collector: Collector;
  readonly rules: readonly ActiveRule[];
  readonly facts: readonly string[];
  /** Types of AWS Config without which there is nothing to list; none where only a listing tells. */
  readonly recordedAs: readonly string[];
}

/**
 * Gives each rule the one collector that reads all of its facts.
 * @throws Error naming a rule whose facts no collector, or more than one, can read
 */
export function divideWork(
  rules: readonly ActiveRule[],
  collectors: readonly Collector[],
  presence: Scope['presence'] = 'config',
): readonly Work[] {
  const served = new Map<Collector, ActiveRule[]>();
  for (const active of rules) {
    const { id, resource, reads } = active.rule;
    const able = collectors.filter(
      ({ type, facts }) => type === resource && reads.every((name) => name in facts),
    );
    const [collector] = able;
    if (!collector || able.length > 1) {
      throw new Error(
        `rule ${id}: ${able.length} collectors read ${reads.join(', ')} of ${resource}; it takes one`,
      );
    }
    served.set(collector, [...(served.get(collector) ?? []), active]);
  }
  return [...served].map(([collector, theirs]) => ({
    collector,
    rules: theirs,
    facts: [...new Set(theirs.flatMap(({ rule }) => rule.reads))].sort(),
    recordedAs: (presence === 'config' && RECORDED[collector.type]) || [],
  }));
}

/**
 * What is asked in an account besides facts: which Regions are enabled, afterwards who changed what drifted, and what has
 * the tags that exceptions ask for, whenever there is such an exception.
 */
const SCANNER_ACTIONS = ['cloudtrail:LookupEvents', 'ec2:DescribeRegions', 'tag:GetResources'];

/** Every IAM action that the given work needs in a scanned account, sorted. */
export const actionsNeeded = (work: readonly Work[]): readonly string[] =>
  [
    ...new Set([
      ...SCANNER_ACTIONS,
      ...work.flatMap(({ recordedAs }) => (recordedAs.length > 0 ? PRESENCE_ACTIONS : [])),
      ...work.flatMap(({ collector, facts }) => actionsOf(collector, facts)),
    ]),
  ].sort();

/** The actions that one rule needs. */
export const actionsOfRule = (id: string, work: readonly Work[]): readonly string[] =>
  work.flatMap(({ collector, rules }) =>
    rules.filter(({ rule }) => rule.id === id).flatMap(({ rule }) => actionsOf(collector, rule.reads)),
  );

/**
 * Actions of which AWS tells reads of configuration and of secrets apart by the resource alone, with the resources of
 * the former: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
const NARROWED: Readonly<Record<string, readonly string[]>> = {
  // Of everything, it would read the values of API keys.
  'apigateway:GET': ['/restapis', '/restapis/*/stages', '/apis', '/apis/*/stages'].map(
    (path) => `arn:*:apigateway:*::${path}`,
  ),
};

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/** The read-only policy of the member role: the actions that the work needs, and nothing else. */
export function memberPolicy(work: readonly Work[]): {
  readonly Version: string;
  readonly Statement: readonly Statement[];
} {
  const actions = actionsNeeded(work);
  const broad = actions.filter((action) => !(action in NARROWED));
  const narrow = Object.entries(NARROWED).filter(([action]) => actions.includes(action));
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadConfiguration', Effect: 'Allow', Action: broad, Resource: '*' },
      ...narrow.map(
        ([action, Resource]): Statement => ({
          Sid: action.replace(':', ''),
          Effect: 'Allow',
          Action: [action],
          Resource,
        }),
      ),
    ],
  };
}
