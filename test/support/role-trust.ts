import { parsePolicy } from '#lib/domain/policy/document.ts';
import { type Trust, trusts } from '#lib/domain/policy/trust.ts';

/** Where the role stands: 111122223333, with 222233334444 in its Organization. */
export const HOME = {
  account: '111122223333',
  organization: 'o-abcdefghij',
  accounts: ['111122223333', '222233334444'],
};

/** The fact of a role with these statements, each of them Allow and sts:AssumeRole but for what is changed. */
export const trusting = (...statements: readonly object[]): { readonly trusts: readonly Trust[] } => ({
  trusts: trusts(
    parsePolicy(
      JSON.stringify({
        Statement: statements.map((statement) => ({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          ...statement,
        })),
      }),
    ),
    HOME,
  ),
});

export const OWN_ACCOUNT = { Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
export const MEMBER = { Principal: { AWS: 'arn:aws:iam::222233334444:root' } };
export const STRANGER = { Principal: { AWS: 'arn:aws:iam::444455556666:root' } };

/** A role that its company does not keep. */
export const kept = (keeper: string) => ({
  name: `kept by ${keeper}`,
  facts: { keeper, ...trusting({ Principal: '*' }) },
  verdict: 'NOT_APPLICABLE' as const,
  reason: `${keeper} owns`,
});
