import type { Account, AppliedRule, Plan, Run } from '../domain/run.ts';
import { canonical, hashOf } from './canonical.ts';
import { Coverage, type SealedRun } from './coverage.ts';
import { type Day, dateOf } from './days.ts';
import { Versions } from './versions.ts';

/** An account that a run examined or left out. */
export interface AccountHistory extends Account {
  /** Why the last run that knew it left it out; empty where it was examined. */
  readonly reason: string;
  /** The runs of the period that examined it; null where none did. */
  readonly firstRun: number | null;
  readonly lastRun: number | null;
  /** Day of the first run that examined it no longer; empty where the last one did, or none. */
  readonly left: string;
}

/** What was in scope and in force, run by run. It grows with targets, rules and days, and keeps no plan but the last. */
export class History {
  readonly coverage: Coverage;
  readonly rules = new Versions<AppliedRule>();
  readonly scopes = new Versions<Plan['scope']>();
  readonly ruleSets = new Map<string, Plan['rules']>();
  /** Hashes of the scope and the rules of each run that has a plan, by sequence number. */
  readonly hashes = new Map<number, { readonly scope: string; readonly ruleSet: string }>();
  latest: Plan | null = null;
  readonly #accounts = new Map<string, AccountHistory>();
  /** Those that the last run knew. */
  #present: ReadonlySet<string> = new Set();

  constructor(days: readonly Day[]) {
    this.coverage = new Coverage(days);
  }

  /** Adds a run; they come in their order. */
  add(sealed: SealedRun): void {
    this.coverage.add(sealed);
    const { run, plan } = sealed;
    if (!plan) return;
    const hashes = { scope: hashOf(plan.scope), ruleSet: hashOf(plan.rules) };
    this.hashes.set(run.sequence, hashes);
    this.ruleSets.set(hashes.ruleSet, plan.rules);
    this.scopes.add(run, [{ name: 'scope', print: hashes.scope, value: plan.scope }]);
    this.rules.add(
      run,
      plan.rules.map((rule) => ({
        name: rule.id,
        print: `${rule.hash} ${canonical(rule.parameters)}`,
        value: rule,
      })),
    );
    this.#see(run, plan);
    this.latest = plan;
  }

  /** Ends it: nothing is added any more. */
  close(): void {
    this.coverage.close();
  }

  /** Every account that was in the Organization in any run of the period, sorted. */
  accounts(): readonly AccountHistory[] {
    return [...this.#accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #see({ sequence, startedAt }: Run, { accounts, excluded }: Plan): void {
    const day = dateOf(startedAt);
    const leave = (
      known: AccountHistory | undefined,
    ): Pick<AccountHistory, 'firstRun' | 'lastRun' | 'left'> => {
      const { firstRun = null, lastRun = null, left = '' } = known ?? {};
      return { firstRun, lastRun, left: left || (lastRun === null ? '' : day) };
    };
    const before = this.#present;
    this.#present = new Set([...accounts, ...excluded].map(({ id }) => id));
    for (const [id, known] of this.#accounts) {
      if (!before.has(id) || this.#present.has(id)) continue;
      const reason = `not in the Organization since the run of ${day}`;
      this.#accounts.set(id, { ...known, ...leave(known), reason });
    }
    for (const account of excluded)
      this.#accounts.set(account.id, { ...account, ...leave(this.#accounts.get(account.id)) });
    for (const account of accounts) {
      const firstRun = this.#accounts.get(account.id)?.firstRun ?? sequence;
      this.#accounts.set(account.id, { ...account, reason: '', firstRun, lastRun: sequence, left: '' });
    }
  }
}
