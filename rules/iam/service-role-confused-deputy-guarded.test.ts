import { kept, OWN_ACCOUNT, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './service-role-confused-deputy-guarded.ts';

const service = (name: string, key?: string, value?: string) => ({
  Principal: { Service: `${name}.amazonaws.com` },
  ...(key ? { Condition: { ArnLike: { [key]: value } } } : {}),
});
const ofAccount = (value: string) => ({ Condition: { StringEquals: { 'aws:SourceAccount': value } } });

ruleTable(rule, { keeper: null, ...trusting({ ...service('states'), ...ofAccount('111122223333') }) }, [
  kept('an AWS service'),
  {
    name: 'for anyone',
    facts: trusting({ ...service('scheduler'), Sid: 'Run' }),
    verdict: 'FAIL',
    reason: /for others by scheduler\.amazonaws\.com by statement "Run"$/,
  },
  {
    name: 'for anyone, in one Region',
    facts: trusting(service('logs.eu-west-1')),
    verdict: 'FAIL',
    reason: 'logs.eu-west-1.amazonaws.com',
  },
  {
    name: 'for a thing of this account',
    facts: trusting(
      service('scheduler', 'aws:SourceArn', 'arn:aws:scheduler:eu-west-1:111122223333:schedule/*'),
    ),
    verdict: 'PASS',
    reason: 'for the company alone',
  },
  {
    name: 'for a thing of any account',
    facts: trusting(service('scheduler', 'aws:SourceArn', 'arn:aws:scheduler:*:*:schedule/*')),
    verdict: 'FAIL',
    reason: 'scheduler',
  },
  {
    name: 'for another account of the Organization',
    facts: trusting({ ...service('transfer'), ...ofAccount('222233334444') }),
    verdict: 'PASS',
    reason: 'transfer',
  },
  {
    name: 'a service that otherwise says nothing, for an account outside',
    facts: trusting({ ...service('ec2'), ...ofAccount('444455556666') }),
    verdict: 'FAIL',
    reason: 'ec2.amazonaws.com',
  },
  {
    name: 'all services',
    facts: trusting({ Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }),
    verdict: 'FAIL',
    reason: 'by * by',
  },
  {
    name: 'services that say nothing',
    facts: trusting(service('ec2'), service('lambda')),
    verdict: 'NOT_APPLICABLE',
    reason: 'own account only: ec2.amazonaws.com by statement number 1, lambda',
  },
  { name: 'no service', facts: trusting(OWN_ACCOUNT), verdict: 'NOT_APPLICABLE', reason: 'no AWS service' },
]);
