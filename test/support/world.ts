import {
  type GetResourcesCommand,
  type GetResourcesCommandOutput,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Collector } from '#lib/collectors/collector.ts';
import { ReadFailure } from '#lib/collectors/failure.ts';
import type { Operation } from '#lib/collectors/operation.ts';
import type { TargetClients } from '#lib/collectors/reader.ts';
import type { TrailRecord } from '#lib/domain/attribution.ts';
import type { Announcement } from '#lib/domain/event.ts';
import type { ResourceType } from '#lib/domain/facts/index.ts';
import type { UnseenKind } from '#lib/domain/observed.ts';
import { seen } from '#lib/domain/observed.ts';
import type { Organization } from '#lib/domain/ports.ts';
import type { Rescan } from '#lib/domain/rescan.ts';
import { defineRule, register } from '#lib/domain/rule.ts';
import type { Plan, Survey, TargetResult } from '#lib/domain/run.ts';
import type { Scope } from '#lib/domain/scope.ts';
import type { OrganizationMap } from '#lib/domain/surroundings.ts';
import { type Target, targetId, type Where } from '#lib/domain/target.ts';
import { fail, pass } from '#lib/domain/verdict.ts';
import { announce } from '#lib/drift/announce.ts';
import { conditionsAsked } from '#lib/drift/matches.ts';
import type { Seal } from '#lib/evidence/seal.ts';
import { planRun } from '#lib/scan/plan.ts';
import { lastPlan, plannedTargets, plannedWork, type Rescanning, rescanTarget } from '#lib/scan/rescan.ts';
import { sealRun } from '#lib/scan/seal.ts';
import { settle } from '#lib/scan/settle.ts';
import { scanTarget } from '#lib/scan/target.ts';
import type { Work } from '#lib/scan/work.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';
import { memoryAnnouncer, memoryEvidence, memorySigner, memoryStore, memoryTrail } from './memory.ts';

/** A read that fails. */
export interface Fault {
  readonly fault: UnseenKind;
}
const fault = (value: unknown): UnseenKind | null =>
  typeof value === 'object' && value !== null && 'fault' in value ? (value as Fault).fault : null;
const refuse = (kind: UnseenKind, action: string): never => {
  throw new ReadFailure({ kind, action, message: `made up: ${kind}` });
};

/** Names of things with whether they are in order; or a fault of one read, of the listing, or of the whole target. */
export type Things = Readonly<Record<string, boolean | Fault>>;
export interface Place {
  readonly things: Things | Fault;
  /** Tags of things by name; none where left out; or the fault of reading them. */
  readonly tags?: Readonly<Record<string, Readonly<Record<string, string>>>> | Fault;
  /** Set when the account refuses the role. */
  readonly refused?: Fault;
}
/** `account/region` to what is there. */
export type World = Readonly<Record<string, Place>>;

const reading = (action: string): Operation<object, never> => ({
  action,
  Client: class {} as never,
  run: async () => refuse('failed', action),
});

/** Reads things of a kind out of the world as it is at that moment. */
const things = (world: () => World, { type, where = 'region', mine }: Kind): Collector => ({
  type: type as ResourceType,
  service: 'test',
  where,
  list: {
    uses: [reading('test:ListThings')],
    read: async (target) => {
      const here = world()[targetId(target)]?.things ?? {};
      const kind = fault(here);
      if (kind) refuse(kind, 'test:ListThings');
      const { account, region } = target;
      const names = Object.keys(here).filter(mine);
      return names.map((name) => ({
        arn: `arn:aws:test:${region}:${account}:thing/${name}`,
        name,
      }));
    },
  },
  facts: {
    inOrder: {
      uses: [reading('test:GetThing')],
      read: async (target, { name }: { readonly arn: string; readonly name?: string }) => {
        const here = (world()[targetId(target)]?.things ?? {}) as Things;
        const value = here[name ?? ''];
        const kind = fault(value);
        if (kind) refuse(kind, 'test:GetThing');
        return value;
      },
    },
  },
});

const ruleFor = ({ type, rule }: Kind) =>
  defineRule({
    id: rule,
    title: 'Things are in order',
    severity: 'high',
    area: 'encryption',
    resource: type as 'AWS::KMS::Key',
    reads: ['inOrder' as 'state'],
    controls: ['encryption-at-rest'],
    parameters: { lenient: false },
    risk: 'Disorder.',
    remediation: { text: 'Put it in order.', url: 'https://docs.aws.amazon.com/' },
    check: (facts, { lenient }) =>
      (facts as unknown as { inOrder: boolean }).inOrder || lenient
        ? pass('it is in order')
        : fail('it is not in order'),
  });

/** A kind of things: its type, where it is if not in Regions, its rule, and which names are of it. */
export interface Kind {
  readonly type: string;
  readonly where?: Where;
  readonly rule: string;
  mine(name: string): boolean;
}
const THING: Kind = { type: 'AWS::Test::Thing', rule: 'test-thing-in-order', mine: () => true };

/** Nothing is around the made-up accounts. */
export const AROUND: OrganizationMap = {
  organization: 'o-test',
  management: null,
  accounts: {},
  guardrails: seen({ policies: {}, attached: {} }),
};

/** A call about a thing, as CloudTrail tells it. */
const callOf = (name: string, time: string): TrailRecord => ({
  eventID: `${name} ${time}`,
  eventName: 'PutThing',
  eventSource: 'test.amazonaws.com',
  eventTime: time,
  requestParameters: { name },
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111111111111:user/ann' },
});

/** Everything that a made-up deployment consists of, over memory. */
export function deployment(scope: Scope = DEFAULT_SCOPE, kinds: readonly Kind[] = [THING]) {
  let world: World = {};
  let now = new Date('2026-11-01T06:00:00Z');
  const parts = kinds.map((kind) => ({
    collector: things(() => world, kind),
    rules: [{ rule: register(ruleFor(kind), 'a'.repeat(64)), parameters: { lenient: false } }],
    facts: ['inOrder'],
    recordedAs: [],
  }));
  const work: readonly Work[] = parts;
  const rules = parts.flatMap((part) => part.rules);
  const store = memoryStore();
  const evidence = memoryEvidence();
  const trail = memoryTrail(memorySigner(), () => now);
  const { signer } = trail;
  const announcer = memoryAnnouncer();
  const clock = () => now;

  const survey = async (): Promise<Survey> => {
    const ids = [...new Set(Object.keys(world).map((place) => place.slice(0, 12)))].sort();
    return {
      organization: 'o-test',
      partition: 'aws',
      accounts: ids.map((id) => ({ id, name: id, path: ['Root'] })),
      excluded: [],
      accountsTotal: ids.length,
      targets: Object.keys(world)
        .sort()
        .map((place) => ({
          account: place.slice(0, 12),
          region: place.slice(13),
          management: false,
          unreachable: null,
        })),
      map: AROUND,
    };
  };
  /** Answers what is asked of AWS's index of tags, and nothing else. */
  const clientsOf = ({ account, region }: Target): TargetClients => ({
    partition: 'aws',
    client: () =>
      Object.assign(new ResourceGroupsTaggingAPIClient({ region: 'eu-west-1' }), {
        async send({ input }: GetResourcesCommand): Promise<GetResourcesCommandOutput> {
          asked.push(`${account}/${region} ${JSON.stringify(input.TagFilters)}`);
          const tags = world[targetId({ account, region })]?.tags ?? {};
          const kind = fault(tags);
          if (kind) refuse(kind, 'tag:GetResources');
          const found = Object.entries(tags as Exclude<typeof tags, Fault>).map(([name, theirs]) => ({
            ResourceARN: `arn:aws:test:${region}:${account}:thing/${name}`,
            Tags: Object.entries(theirs).map(([Key, Value]) => ({ Key, Value })),
          }));
          return { ResourceTagMappingList: found, $metadata: {} };
        },
      }) as never,
  });
  /** Requests that were made to AWS's index of tags. */
  const asked: string[] = [];
  const setting = {
    scope,
    rules,
    work,
    store,
    evidence,
    signer,
    announcer,
    trail,
    clock,
    partition: 'aws',
    signal: new AbortController().signal,
    map: AROUND,
    async open(target: Target) {
      const kind = world[targetId(target)]?.refused?.fault;
      if (kind) refuse(kind, 'sts:AssumeRole');
      return { clients: clientsOf(target), requests: () => 1 };
    },
    organization: (): Organization => ({ survey }),
  };

  return {
    ...setting,
    asked,
    /** Sets the time and what is there from now on. */
    at(time: string, next: World): void {
      now = new Date(time);
      world = next;
    },
    /** Gives the rules their parameter from now on. */
    tune(lenient: boolean): void {
      for (const [index, part] of parts.entries()) {
        const tuned = part.rules.map(({ rule }) => ({ rule, parameters: { lenient } }));
        part.rules.splice(0, 1, ...tuned);
        rules.splice(index, 1, ...tuned);
      }
    },
    async plan(): Promise<Plan> {
      await settle(setting);
      return planRun(setting);
    },
    scan: async (plan: Plan, place: string): Promise<TargetResult> => {
      const target = plan.targets.find((candidate) => targetId(candidate) === place);
      if (!target) throw new Error(`${place} is not planned`);
      const conditions = await conditionsAsked(store, plan.run.startedAt);
      return scanTarget(plan.run, target, { ...setting, conditions });
    },
    /**
     * Looks again at things in a place after calls at a time; of one kind, or of all.
     * @param calls names of the things that they are about
     */
    async rescan(
      place: string,
      called: string,
      {
        calls = [''],
        of = '',
        ...differs
      }: Partial<Rescanning> & { calls?: readonly string[]; of?: string } = {},
    ): Promise<Rescan | null> {
      const plan = await lastPlan(setting);
      const target = plan && plannedTargets(plan).get(place);
      if (!plan || !target) throw new Error(`${place} is not planned`);
      const affected = plannedWork(work, plan).filter(({ collector }) => collector.type.endsWith(of));
      return rescanTarget(
        {
          target,
          work: new Map(affected.map((part) => [part, Date.parse(called)])),
          calls: calls.map((name) => ({ where: target, record: callOf(name, called) })),
        },
        {
          ...setting,
          rules: plan.rules,
          wait: async () => {},
          conditions: await conditionsAsked(store, now.toISOString()),
          ...differs,
        },
      );
    },
    seal: (plan: Plan): Promise<Seal> => sealRun(plan, setting),
    /** Delivers the whole stream of the table, as often as it is called. @returns what the bus has heard by then */
    async announced(): Promise<readonly Announcement[]> {
      const planned = async () => ({ id: null, map: AROUND });
      for (const key of store.stream)
        await announce(key, { news: store, announcer, clock, rules: rules.map(({ rule }) => rule), planned });
      return announcer.announced;
    },
    /** What building a bundle at a time takes. */
    bundling: (at: string) => ({
      ...setting,
      clock: () => new Date(at),
      rules: rules.map(({ rule }) => rule),
      generator: 'vouch test',
      requester: null,
    }),
    /** A whole run at a time. */
    async run(time: string, next: World): Promise<Seal> {
      this.at(time, next);
      const plan = await this.plan();
      for (const target of plan.targets) await this.scan(plan, targetId(target));
      return this.seal(plan);
    },
    /** `name` of each thing in a place to its verdict now. */
    async verdicts(place: string): Promise<Readonly<Record<string, string>>> {
      const { findings } = await store.target({ account: place.slice(0, 12), region: place.slice(13) });
      return Object.fromEntries(
        [...findings.values()].map(({ resource, verdict }) => [resource.split('/').pop(), verdict]),
      );
    },
  };
}
