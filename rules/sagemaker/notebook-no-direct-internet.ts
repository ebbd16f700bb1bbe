import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sagemaker-notebook-no-direct-internet',
  title: 'Notebook instances reach the internet only through a VPC of the company',
  severity: 'medium',
  area: 'network',
  resource: 'AWS::SageMaker::NotebookInstance',
  reads: ['directInternetAccess'],
  controls: ['network-boundary', 'data-movement'],
  risk: 'Data can be sent out of a notebook past every firewall and log of the company.',
  remediation: {
    text: 'Make the notebook anew in a subnet of a VPC, with direct access to the internet off.',
    cli: 'aws sagemaker create-notebook-instance --notebook-instance-name NAME --instance-type TYPE --role-arn ROLE --subnet-id SUBNET --security-group-ids GROUP --direct-internet-access Disabled',
    url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html',
  },
  references: {
    securityHub: ['SageMaker.1'],
    configRule: ['sagemaker-notebook-no-direct-internet-access'],
    prowler: ['sagemaker_notebook_instance_without_direct_internet_access_configured'],
    steampipe: ['sagemaker_notebook_instance_direct_internet_access_disabled'],
  },
  check: ({ directInternetAccess: direct }) =>
    direct
      ? fail('it has its own way to the internet')
      : pass('it has no way to the internet but through its VPC'),
});
