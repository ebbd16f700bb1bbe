export interface NetworkFirewallFacts {
  'AWS::NetworkFirewall::Firewall': NetworkFirewall;
}

/** https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_LogDestinationConfig.html */
export interface NetworkFirewall {
  /** What it logs: `ALERT`, `FLOW` or `TLS`; sorted. */
  readonly logTypes: readonly string[];
}
