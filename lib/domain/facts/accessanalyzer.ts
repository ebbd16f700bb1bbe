export interface AccessAnalyzerFacts {
  'AWS::::Account': { readonly analyzers: Analyzers };
  'AWS::AccessAnalyzer::Analyzer': ExternalAccessAnalyzer;
}

/** What an account sees of IAM Access Analyzer in a Region: its own analyzers, never those of others that cover it. */
export interface Analyzers {
  readonly account: string;
  readonly region: string;
  /** By name. */
  readonly own: readonly Analyzer[];
}

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_AnalyzerSummary.html */
export interface Analyzer {
  readonly name: string;
  /** e.g. `ACCOUNT` or `ORGANIZATION_UNUSED_ACCESS`. */
  readonly type: string;
  /** `ACTIVE`, or why it is not at work. */
  readonly status: string;
}

/** An analyzer that looks for access from outside its account or Organization. */
export interface ExternalAccessAnalyzer {
  readonly status: string;
  /** Its findings that were neither archived nor resolved. */
  readonly activeFindings: {
    readonly count: number;
    readonly oldest: { readonly resource: string; readonly ageDays: number } | null;
  };
}
