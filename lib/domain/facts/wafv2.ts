export interface WafV2Facts {
  'AWS::WAFv2::WebACL': WebAcl;
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html */
export interface WebAcl {
  /** The ARNs of the places to which requests are logged; none where they are not. */
  readonly logDestinations: readonly string[];
  /** Its rules in order, those that Firewall Manager adds among them. */
  readonly rules: readonly WebAclRule[];
}

export interface WebAclRule {
  readonly name: string;
  /** CloudWatch counts what it matches. */
  readonly metrics: boolean;
}
