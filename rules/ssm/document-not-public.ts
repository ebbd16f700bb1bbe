import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ssm-document-not-public',
  title: 'Automation documents of the company are not public',
  severity: 'high',
  area: 'network',
  resource: 'AWS::SSM::Document',
  reads: ['public'],
  controls: ['public-access-prevention'],
  risk: 'Everyone with an AWS account reads how the company runs its machines, with whatever stands in the scripts.',
  remediation: {
    text: 'Stop sharing the document with everyone, and block public sharing for the account.',
    cli: 'aws ssm modify-document-permission --name DOCUMENT --permission-type Share --account-ids-to-remove all',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
  },
  references: {
    securityHub: ['SSM.4'],
    configRule: ['ssm-document-not-public'],
    prowler: ['ssm_documents_set_as_public'],
    steampipe: ['ssm_document_prohibit_public_access'],
  },
  check: ({ public: isPublic }) =>
    isPublic ? fail('every AWS account can read and run it') : pass('it is not shared with everyone'),
});
