export interface DlmFacts {
  'AWS::DLM::LifecyclePolicy': LifecyclePolicy;
}

/** https://docs.aws.amazon.com/dlm/latest/APIReference/API_LifecyclePolicySummary.html */
export interface LifecyclePolicy {
  readonly description: string;
  /** `ENABLED`, `DISABLED` or `ERROR`. */
  readonly state: string;
}
