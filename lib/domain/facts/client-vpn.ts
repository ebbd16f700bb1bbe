export interface ClientVpnFacts {
  'AWS::EC2::ClientVpnEndpoint': ClientVpnEndpoint;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ClientVpnEndpoint.html */
export interface ClientVpnEndpoint {
  /** The log group that gets a line for each connection. */
  readonly connectionLog: string | null;
}
