import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'iam-review-population-complete',
  title: 'The identities listed for the access review are as many as AWS counts',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::::Account',
  reads: ['inventory', 'credentialReport'],
  controls: ['access-review', 'monitoring-coverage'],
  risk: 'A review of a list that lacks somebody passes for a review of everybody.',
  remediation: {
    text: 'Scan again: an identity may have been made or deleted between two reads. If the numbers still differ, compare the lists by hand.',
    cli: 'aws iam get-account-summary',
    url: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html',
  },
  check({ inventory: { listed, counted }, credentialReport: { users, ageHours } }) {
    const kinds = ['users', 'groups', 'roles', 'policies'] as const;
    const off = kinds
      .filter((kind) => listed[kind] !== counted[kind])
      .map((kind) => `${listed[kind]} of ${counted[kind]} ${kind} were listed`);
    const missing = users < listed.users ? listed.users - users : 0;
    if (missing > 0) off.push(`the credential report, ${ageHours} hours old, lacks ${missing} users`);
    const told = kinds.map((kind) => `${listed[kind]} ${kind}`).join(', ');
    return off.length === 0 ? pass(`listed and counted alike: ${told}`) : fail(off.join('; '));
  },
});
