import { kept, OWN_ACCOUNT, trusting } from '../../test/support/role-trust.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './saml-trust-audience-restricted.ts';

const assertion = (Condition?: object) =>
  trusting({
    Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/okta' },
    Action: 'sts:AssumeRoleWithSAML',
    Condition,
  });
const audience = (operator: string, value: string) => assertion({ [operator]: { 'SAML:aud': value } });

ruleTable(rule, { keeper: null, ...audience('StringEquals', 'https://signin.aws.amazon.com/saml') }, [
  kept('IAM Identity Center'),
  {
    name: 'no condition',
    facts: assertion(),
    verdict: 'FAIL',
    reason: /saml-provider\/okta by statement number 1$/,
  },
  { name: 'any', facts: audience('StringLike', '*'), verdict: 'FAIL', reason: 'made out to anyone' },
  {
    name: 'no assertion',
    facts: trusting(OWN_ACCOUNT),
    verdict: 'NOT_APPLICABLE',
    reason: 'no SAML provider',
  },
]);
