import type { PolicyDocument } from '../policy/document.ts';

export interface EcrFacts {
  'AWS::ECR::Repository': Repository;
}

/** A repository of the private registry. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html */
export interface Repository {
  readonly policy: PolicyDocument | null;
  readonly tags: TagMutability;
  /** Null: encrypted with keys that ECR owns. */
  readonly kmsKeyArn: string | null;
  /**
   * What holds for the repository of all that is set in it and in the registry: `SCAN_ON_PUSH`, `CONTINUOUS_SCAN`,
   * or `MANUAL`.
   */
  readonly scanFrequency: string;
}

/** Whether a tag can be moved to another image, and the patterns of tags for which the opposite holds. */
export interface TagMutability {
  readonly immutable: boolean;
  readonly except: readonly string[];
}
