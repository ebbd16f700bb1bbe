/** Average numbers of requests, by operation, e.g. `KMS.ListKeys`. */
export type Requests = Readonly<Record<string, number>>;

/** What a recorded run takes. `measured.ts` has it of the emulated Organization that `npm run measure` fills. */
export interface Counted {
  /** To plan: requests for each account. */
  readonly account: { readonly requests: Requests };
  /** A target with next to nothing in it: an account's global services ... */
  readonly globalTarget: { readonly requests: Requests; readonly evaluations: number };
  /** ... and one of its Regions. */
  readonly regionalTarget: { readonly requests: Requests; readonly evaluations: number };
  /** What each resource adds, in the mix of resources that was measured. */
  readonly resource: { readonly requests: Requests; readonly evaluations: number };
  /** Bytes of the table's items, as DynamoDB counts them; `failing` is the part of findings in the index, 0 to 1. */
  readonly items: {
    readonly heartbeat: number;
    readonly finding: number;
    readonly transition: number;
    readonly failing: number;
  };
  /** Bytes in the bucket: of an empty target's object, of an evaluation, of the run's own files for each target, and of what a plan has whatever its
   * targets. */
  readonly objects: {
    readonly empty: number;
    readonly evaluation: number;
    readonly runFilesPerTarget: number;
    readonly runFiles: number;
  };
}
