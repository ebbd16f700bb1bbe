import type { AppliedRule, Plan, Run, RunStatus, TargetResult } from '#lib/domain/run.ts';
import type { Target } from '#lib/domain/target.ts';
import { noVerdicts } from '#lib/domain/verdict.ts';
import { daysOf } from '#lib/evidence/days.ts';
import { History } from '#lib/evidence/history.ts';
import type { Period } from '#lib/evidence/intervals.ts';
import { DEFAULT_SCOPE } from '#lib/scope/scope.ts';

/** How a target refuses. */
export const DENIED = { kind: 'denied', action: 'sts:AssumeRole', message: 'no' } as const;
export const rule = (id: string, hash = 'a'): AppliedRule => ({ id, hash, parameters: {} });
export const target = (id: string): Target => {
  const [account = '', region = ''] = id.split('/');
  return { account, region };
};
/** A time in November 2026. */
export const time = (day: number, hour = 6): string =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** A run with what lies under its seal, in short. */
export interface MadeRun {
  readonly sequence: number;
  readonly startedAt: string;
  /** Targets in the plan, with whether they were scanned; none where the run has no plan. */
  readonly targets?: Readonly<Record<string, boolean>>;
  readonly rules?: readonly AppliedRule[];
  readonly status?: RunStatus;
  readonly lost?: 'plan' | 'results';
  readonly excluded?: Plan['excluded'];
  readonly accounts?: readonly string[];
  readonly scope?: Plan['scope'];
}

const runOf = ({ sequence, startedAt, targets, ...more }: MadeRun): Run => {
  const all = Object.values(targets ?? {});
  const status = !targets
    ? 'missed'
    : all.every(Boolean)
      ? 'complete'
      : all.some(Boolean)
        ? 'partial'
        : 'failed';
  return {
    sequence,
    id: `run-${sequence}`,
    startedAt,
    sealedAt: startedAt,
    status: more.status ?? status,
    reason: targets ? null : 'no run was started on this day',
    seal: { key: `seals/${sequence}`, sha256: '' },
    counts: noVerdicts(),
    targets: { expected: all.length, scanned: all.filter(Boolean).length },
  };
};

/** The history of made-up runs. */
export function historyOf(made: readonly MadeRun[], period: Period): History {
  const runs = made.map(runOf);
  const history = new History(daysOf(runs, period));
  for (const [index, { targets, rules = [], lost, excluded = [], ...more }] of made.entries()) {
    const run = runs[index] as Run;
    const ids = Object.keys(targets ?? {});
    const accounts = more.accounts ?? [...new Set(ids.map((id) => target(id).account))];
    const plan: Plan = {
      run,
      organization: 'o-test',
      partition: 'aws',
      accounts: accounts.map((id) => ({ id, name: id, path: ['Root'] })),
      excluded,
      accountsTotal: accounts.length + excluded.length,
      targets: ids.map((id) => ({ ...target(id), management: false, unreachable: null })),
      scope: more.scope ?? DEFAULT_SCOPE,
      rules,
      map: { key: '', sha256: '' },
    };
    const results = ids.map(
      (id): TargetResult => ({
        ...target(id),
        sequence: run.sequence,
        scanned: targets?.[id] ?? false,
        unreachable: targets?.[id] ? null : DENIED,
        startedAt: run.startedAt,
        finishedAt: run.startedAt,
        counts: noVerdicts(),
        requests: 1,
        object: { key: '', sha256: '', rows: 0, merkleRoot: '' },
      }),
    );
    const seen = targets !== undefined;
    history.add({
      run,
      plan: seen && lost !== 'plan' ? plan : null,
      results: seen && lost !== 'results' ? results : null,
    });
  }
  history.close();
  return history;
}
