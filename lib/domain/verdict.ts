/** The four verdicts. There is no fifth: an accepted exception overlays a FAIL, it never replaces it. */
export const VERDICTS = ['FAIL', 'NOT_EVALUATED', 'PASS', 'NOT_APPLICABLE'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** How many evaluations ended in each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** A tally with nothing in it, for counting into. */
export const noVerdicts = (): Record<Verdict, number> => ({
  FAIL: 0,
  NOT_EVALUATED: 0,
  PASS: 0,
  NOT_APPLICABLE: 0,
});

/** What a rule may say. NOT_EVALUATED is missing on purpose: only the engine says it. */
export interface Outcome {
  readonly verdict: 'PASS' | 'FAIL' | 'NOT_APPLICABLE';
  readonly reason: string;
}

/** The resource does what the rule asks; `reason` states what was observed. */
export const pass = (reason: string): Outcome => ({ verdict: 'PASS', reason });

/** The resource does not do what the rule asks; `reason` states what was observed. */
export const fail = (reason: string): Outcome => ({ verdict: 'FAIL', reason });

/** The rule does not concern this resource; `reason` says why, because the auditor will ask. */
export const notApplicable = (reason: string): Outcome => ({ verdict: 'NOT_APPLICABLE', reason });
