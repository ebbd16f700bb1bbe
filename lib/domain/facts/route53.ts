export interface Route53Facts {
  'AWS::Route53::HostedZone': HostedZone;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export interface HostedZone {
  /** Only VPCs see it. */
  readonly privateZone: boolean;
  /** The ARN of the log group that gets a line for each query. */
  readonly queryLog: string | null;
}
