import type { PolicyDocument } from './document.ts';
import { type Exposure, exposures } from './exposure.ts';
import { matchesAction } from './match.ts';
import { type Home, isPositive, type Reach, testsOf } from './narrowing.ts';

/** Somebody who may assume a role: one for each statement of the trust policy and principal. */
export interface Trust {
  readonly statement: string;
  /** `account` is everyone in it whose own policies allow it; `role` also where a condition leaves roles alone of it. */
  readonly who: 'account' | 'user' | 'role' | 'everyone' | 'service' | 'oidc' | 'saml';
  /** As the policy names it. */
  readonly principal: string;
  /** The AWS account of the principal; null where it has none, or is everyone. */
  readonly account: string | null;
  readonly reach: Reach;
  readonly externalId: boolean;
  readonly mfa: boolean;
  /** The subjects that each condition on them lets in, as patterns; all conditions must hold. */
  readonly subjects: readonly (readonly string[])[];
  /** The same for whom tokens and assertions are made out to. */
  readonly audiences: readonly (readonly string[])[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */
const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

const letsAssume = ({ actions }: Exposure): boolean =>
  actions.length === 0 || actions.some((own) => ASSUMING.some((action) => matchesAction(own, action)));

/** What conditions on a key let in. Where texts are compared as they are, a wildcard is never met. */
const limits = (exposure: Exposure, key: string): Trust['subjects'] =>
  testsOf(exposure)
    .filter((test) => test.key === key && isPositive(test))
    .map(({ operator, values }) =>
      operator.includes('StringEquals') ? values.filter((value) => !/[*?]/.test(value)) : values,
    );

const NO_CLAIMS: Pick<Trust, 'subjects' | 'audiences'> = { subjects: [], audiences: [] };

function federated(exposure: Exposure): Pick<Trust, 'who' | 'subjects' | 'audiences'> {
  if (exposure.principal.includes(':saml-provider/'))
    return { who: 'saml', ...NO_CLAIMS, audiences: limits(exposure, 'saml:aud') };
  const issuer = exposure.principal.replace(/^arn:[^/]*:oidc-provider\//, '').toLowerCase();
  return {
    who: 'oidc',
    subjects: limits(exposure, `${issuer}:sub`),
    audiences: limits(exposure, `${issuer}:aud`),
  };
}

const isForRoles = (exposure: Exposure): boolean =>
  limits(exposure, 'aws:principalarn').some((values) => values.every((value) => /:role\//.test(value)));

function whoIs(exposure: Exposure): Pick<Trust, 'who' | 'subjects' | 'audiences'> {
  const { kind, principal } = exposure;
  if (kind === 'Federated') return federated(exposure);
  if (kind === 'Service') return { who: 'service', ...NO_CLAIMS };
  if (/:(?:assumed-)?role\//.test(principal) || isForRoles(exposure)) return { who: 'role', ...NO_CLAIMS };
  if (principal === '*') return { who: 'everyone', ...NO_CLAIMS };
  return { who: /^\d{12}$|:root$/.test(principal) ? 'account' : 'user', ...NO_CLAIMS };
}

const accountOf = ({ kind, principal }: Exposure): string | null =>
  kind === 'AWS' ? (/^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(principal)?.[1] ?? null) : null;

/** Where everyone is from elsewhere, so that those of the role's own account are told of as well. */
const NOWHERE: Home = { account: '', organization: null, accounts: [] };

/** Who may assume a role by its trust policy, those of its own account included. */
export function trusts(document: PolicyDocument, home: Home): readonly Trust[] {
  const elsewhere = exposures(document, home);
  return exposures(document, NOWHERE)
    .filter(letsAssume)
    .map((exposure) => ({
      statement: exposure.statement,
      ...whoIs(exposure),
      principal: exposure.principal,
      account: accountOf(exposure),
      reach:
        elsewhere.find(
          ({ statement, kind, principal }) =>
            statement === exposure.statement && kind === exposure.kind && principal === exposure.principal,
        )?.reach ?? 'own',
      externalId: exposure.externalId,
      mfa: exposure.mfa,
    }));
}

/** Whole, or a pattern whose first part and its value are whole: `repo:acme/*`, but neither `repo:*` nor `repo:acme*`. */
const NAMES_ITS_OWNER = /^(?:[^*?]+|[^*?:]+:[^*?:/]+[:/].*)$/;
const WHOLE = /^[^*?]+$/;

const isLimited = (tests: Trust['subjects'], values: RegExp): boolean =>
  tests.some((test) => test.every((value) => values.test(value)));

/** Whether only subjects come in whose owner the policy names. */
export const namesSubjects = ({ subjects }: Trust): boolean => isLimited(subjects, NAMES_ITS_OWNER);

/** Whether only tokens and assertions come in that were made out to somebody whom the policy names. */
export const namesAudience = ({ audiences }: Trust): boolean => isLimited(audiences, WHOLE);

/** Whether it is somebody of an AWS account, and no service or identity provider. */
export const isOfAccount = ({ who }: Trust): boolean => ['account', 'user', 'role', 'everyone'].includes(who);

/** Trusts, as reasons name them. */
export const named = (some: readonly Trust[]): string =>
  some.map(({ principal, statement }) => `${principal} by statement ${statement}`).join(', ');
