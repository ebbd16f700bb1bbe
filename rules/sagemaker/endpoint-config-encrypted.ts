import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

/** Instances with disks of their own, which their hardware encrypts: SageMaker takes no key for these. */
const OWN_DISKS = /^ml\.(?:g4dn|g5|g6e?|gr6|p4de?|p5\w*|p6\w*|trn\w+|[cmr]\d\w?d\w*)\./;

export default defineRule({
  id: 'sagemaker-endpoint-config-encrypted',
  title: 'Endpoints for models encrypt their volumes with a key of the company',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::SageMaker::EndpointConfig',
  reads: ['kmsKeyId', 'instanceTypes'],
  controls: ['encryption-at-rest'],
  risk: 'Models and captured requests lie under a key that the company can neither watch nor withdraw.',
  remediation: {
    text: 'Make a new configuration with a KMS key and move the endpoint to it: a configuration cannot be changed.',
    cli: 'aws sagemaker create-endpoint-config --endpoint-config-name NAME --production-variants file://variants.json --kms-key-id KEY',
    url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html',
  },
  references: {
    configRule: ['sagemaker-endpoint-configuration-kms-key-configured'],
    prowler: ['sagemaker_endpoint_config_kms_encryption_enabled'],
    steampipe: ['sagemaker_endpoint_configuration_encryption_at_rest_enabled'],
  },
  check({ kmsKeyId, instanceTypes }) {
    if (kmsKeyId !== null) return pass(`encrypted with ${kmsKeyId}`);
    if (instanceTypes.length === 0) return notApplicable('serverless, it has no volumes of its own');
    const withVolumes = instanceTypes.filter((type) => !OWN_DISKS.test(type));
    return withVolumes.length === 0
      ? notApplicable(`the hardware of ${instanceTypes.join(', ')} encrypts its disks`)
      : fail(`no key of the company for the volumes of ${withVolumes.join(', ')}`);
  },
});
