import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-instance-imdsv2-required',
  title: 'The metadata service of instances asks for a token (IMDSv2), or is off',
  severity: 'high',
  area: 'network',
  resource: 'AWS::EC2::Instance',
  reads: ['metadataService'],
  controls: ['workload-identity'],
  risk: 'With version 1, a web server that can be made to fetch an address hands out the credentials of its role.',
  remediation: {
    text: 'Make sure that the software on the instance uses IMDSv2, then require it.',
    cli: 'aws ec2 modify-instance-metadata-options --instance-id ID --http-tokens required',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  },
  references: {
    securityHub: ['EC2.8'],
    configRule: ['ec2-imdsv2-check'],
    prowler: ['ec2_instance_imdsv2_enabled'],
    steampipe: ['ec2_instance_uses_imdsv2'],
  },
  check({ metadataService: { enabled, tokenRequired } }) {
    if (!enabled) return pass('the metadata service is off');
    return tokenRequired
      ? pass('the metadata service requires a token')
      : fail('the metadata service answers without a token (IMDSv1)');
  },
});
