export interface AcmFacts {
  'AWS::CertificateManager::Certificate': Certificate;
}

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateSummary.html */
export interface Certificate {
  /** `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, `REVOKED`, ... */
  readonly status: string;
  /** A service of AWS uses it, or it was exported for use elsewhere. */
  readonly inUse: boolean;
  /** The company brought it and renews it; ACM renews those that it issued. */
  readonly imported: boolean;
  /** Negative once it has expired; null for one that was never issued. */
  readonly daysLeft: number | null;
  /** `RSA_2048`, `EC_prime256v1`, ...; some replies have a hyphen in place of the underscore. */
  readonly keyAlgorithm: string;
}
