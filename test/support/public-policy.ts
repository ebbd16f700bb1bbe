import { type PolicyDocument, parsePolicy } from '#lib/domain/policy/document.ts';
import type { RuleRow } from './rule-table.ts';

/** A resource policy that lets everyone do one thing by statement "open", but for what is changed. */
export const openPolicy =
  (action: string) =>
  (change: object = {}): PolicyDocument =>
    parsePolicy(
      JSON.stringify({
        Statement: {
          Sid: 'open',
          Effect: 'Allow',
          Principal: '*',
          Action: action,
          Resource: '*',
          ...change,
        },
      }),
    );

/** One account alone, as the compliant base. */
export const ONE_ACCOUNT = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };

type Row = RuleRow<{ readonly policy: PolicyDocument }, Record<never, never>>;

/** What every rule against public resource policies must say; what is particular to a service stands with its rule. */
export const publicPolicyRows = (policy: ReturnType<typeof openPolicy>): readonly Row[] => [
  {
    name: 'everyone',
    facts: { policy: policy() },
    verdict: 'FAIL',
    reason: 'lets everyone in by statement "open"',
  },
  {
    name: 'everyone from some addresses',
    facts: {
      policy: policy({ Sid: undefined, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    },
    verdict: 'FAIL',
    reason: 'by statement number 1',
  },
  {
    name: 'everyone but one',
    facts: { policy: policy({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }) },
    verdict: 'FAIL',
    reason: /"open"/,
  },
  {
    name: 'one Organization',
    facts: { policy: policy({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }) },
    verdict: 'PASS',
    reason: /no statement/,
  },
];
