import type { Policy } from '#lib/domain/facts/iam.ts';
import { parsePolicy } from '#lib/domain/policy/document.ts';
import type { RuleRow } from './rule-table.ts';

type Judged = Pick<Policy, 'document' | 'holders' | 'boundaryOf'>;
type Row = RuleRow<Judged, Record<never, never>>;

/** A policy of one statement, "open", that allows the actions on every resource, but for what is changed. */
export const grant = (Action: string | readonly string[], change: object = {}) =>
  parsePolicy(
    JSON.stringify({ Statement: { Sid: 'open', Effect: 'Allow', Action, Resource: '*', ...change } }),
  );

/** A policy with one holder that allows nothing to speak of, as the compliant base. */
export const HARMLESS: Judged = {
  document: grant('sts:GetCallerIdentity'),
  holders: ['role/a'],
  boundaryOf: 0,
};

/** What every rule against broad grants must say of an action that it is about; what is particular stands with the rule. */
export const broadGrantRows = (action: string): readonly Row[] => [
  {
    name: 'on everything',
    facts: { document: grant(action) },
    verdict: 'FAIL',
    reason: `statement "open" allows ${action} on every resource; attached to 1 identities`,
  },
  {
    name: 'by a wildcard, attached to nobody',
    facts: { document: grant(`${action.split(':')[0]}:*`), holders: [] },
    verdict: 'FAIL',
    reason: /"open" allows .* on every resource; attached to 0 identities/,
  },
  {
    name: 'as a boundary alone',
    facts: { document: grant(action), holders: [], boundaryOf: 3 },
    verdict: 'NOT_APPLICABLE',
    reason: 'boundary grants nothing',
  },
  {
    name: 'as an administrator',
    facts: { document: grant('*') },
    verdict: 'NOT_APPLICABLE',
    reason: 'for administrators',
  },
  {
    name: 'under a condition on what is reached',
    facts: { document: grant(action, { Condition: { StringEquals: { 'aws:ResourceTag/team': 'core' } } }) },
    verdict: 'PASS',
    reason: 'no statement allows',
  },
  {
    name: 'on one resource',
    facts: { document: grant(action, { Resource: `arn:aws:${action.split(':')[0]}:eu-west-1:1:thing/one` }) },
    verdict: 'PASS',
    reason: 'no statement allows',
  },
  {
    name: 'denied',
    facts: { document: grant(action, { Effect: 'Deny' }) },
    verdict: 'PASS',
    reason: 'no statement allows',
  },
];
