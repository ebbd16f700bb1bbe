import type { RunRef } from '../domain/run.ts';
import { dateOf } from './days.ts';

/** A stretch of runs in which something was the same. Runs without a plan neither end nor begin one. */
export interface Version<T> {
  readonly name: string;
  /** The same text exactly as long as it was the same. */
  readonly print: string;
  readonly value: T;
  readonly fromRun: number;
  readonly toRun: number;
  readonly fromDay: string;
  readonly toDay: string;
}

/** What was in force from which run to which, by name: each change begins a version, and so does a return. */
export class Versions<T> {
  readonly #ended: Version<T>[] = [];
  #open = new Map<string, Version<T>>();

  /** Adds what was in force in a run; runs come in their order. */
  add(
    { sequence, startedAt }: RunRef,
    inForce: Iterable<Pick<Version<T>, 'name' | 'print' | 'value'>>,
  ): void {
    const day = dateOf(startedAt);
    const before = this.#open;
    this.#open = new Map();
    for (const now of inForce) {
      const known = before.get(now.name);
      const same = known?.print === now.print;
      const begun = same ? known : { ...now, fromRun: sequence, fromDay: day };
      this.#open.set(now.name, { ...begun, toRun: sequence, toDay: day });
      if (same) before.delete(now.name);
    }
    this.#ended.push(...before.values());
  }

  /** Every version, by name and time. */
  all(): readonly Version<T>[] {
    return [...this.#ended, ...this.#open.values()].sort((a, b) =>
      a.name === b.name ? a.fromRun - b.fromRun : a.name < b.name ? -1 : 1,
    );
  }

  /** What was in force in the last run. */
  last(): readonly Version<T>[] {
    return [...this.#open.values()];
  }
}
