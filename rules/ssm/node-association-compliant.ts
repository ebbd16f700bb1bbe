import { lackingInWords } from '#lib/domain/compliance.ts';
import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ssm-node-association-compliant',
  title: 'Machines are set up as the associations of Systems Manager say',
  severity: 'medium',
  area: 'vulnerability',
  resource: 'AWS::SSM::AssociationCompliance',
  reads: ['compliant', 'lacking'],
  controls: ['vulnerability-management', 'configuration-monitoring'],
  risk: 'The agent, scan or setting that everyone believes to be on each machine is missing on this one.',
  remediation: {
    text: 'Look why the association fails, correct it and run it again.',
    cli: 'aws ssm start-associations-once --association-ids ASSOCIATION',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/compliance-about.html',
  },
  references: {
    securityHub: ['SSM.3'],
    configRule: ['ec2-managedinstance-association-compliance-status-check'],
    steampipe: ['ssm_managed_instance_compliance_association_compliant'],
  },
  check: ({ compliant, lacking }) =>
    compliant ? pass('every association holds') : fail(`associations fail: ${lackingInWords(lacking)}`),
});
