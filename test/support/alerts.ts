import { isDeepStrictEqual } from 'node:util';
import type { Acknowledgement, Alert, AlertRecord, OpenGroup, RoutedEvent } from '#lib/domain/alert.ts';

/** The twin of the record of alerts in DynamoDB: the same contract holds for both. */
export function memoryAlerts(): AlertRecord & {
  readonly all: () => readonly Alert[];
  readonly routed: ReadonlyMap<string, RoutedEvent>;
} {
  const alerts = new Map<string, Alert>();
  const routed = new Map<string, RoutedEvent>();
  const groups = new Map<string, OpenGroup>();
  const acknowledged: Acknowledgement[] = [];
  const all = () => [...alerts.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return {
    all,
    routed,
    alertsOf: async (ids) =>
      new Map(ids.flatMap((id) => (routed.has(id) ? [[id, routed.get(id)?.alert ?? '']] : []))),
    group: async (key) => groups.get(key) ?? null,
    alert: async (id) => alerts.get(id) ?? null,
    async change({ alert, events, group }) {
      if ((alerts.get(alert.id)?.version ?? 0) !== alert.version - 1) return false;
      if (events.some(({ id }) => routed.has(id))) return false;
      if (group && !isDeepStrictEqual(groups.get(group.key) ?? null, group.before)) return false;
      alerts.set(alert.id, alert);
      if (group) groups.set(group.key, group.after);
      for (const event of events) routed.set(event.id, event);
      return true;
    },
    acknowledge: async (acknowledgement) => {
      acknowledged.push(acknowledgement);
    },
    acknowledgements: async (alert) => acknowledged.filter((one) => one.alert === alert),
    async *alerts(from, to) {
      yield* all().filter(({ createdAt }) => createdAt >= from && createdAt < to);
    },
    async *events(from, to) {
      yield* [...routed.values()]
        .filter(({ observedAt }) => observedAt >= from && observedAt < to)
        .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1));
    },
  };
}
