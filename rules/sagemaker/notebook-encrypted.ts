import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'sagemaker-notebook-encrypted',
  title: 'Notebook instances encrypt their volumes with a key of the company',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SageMaker::NotebookInstance',
  reads: ['kmsKeyId'],
  controls: ['encryption-at-rest'],
  risk: 'Data that people copied for analysis lies under a key that the company can neither watch nor withdraw.',
  remediation: {
    text: 'Make the notebook anew with a KMS key: the key cannot be changed later.',
    cli: 'aws sagemaker create-notebook-instance --notebook-instance-name NAME --instance-type TYPE --role-arn ROLE --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html',
  },
  references: {
    configRule: ['sagemaker-notebook-instance-kms-key-configured'],
    prowler: ['sagemaker_notebook_instance_encryption_enabled'],
    steampipe: ['sagemaker_notebook_instance_encryption_at_rest_enabled'],
  },
  check: ({ kmsKeyId }) =>
    kmsKeyId === null ? fail('no key of the company') : pass(`encrypted with ${kmsKeyId}`),
});
