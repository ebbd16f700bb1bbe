import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kms-key-rotation',
  title: 'Customer-managed KMS keys rotate automatically, at least once a year',
  severity: 'medium',
  area: 'encryption',
  resource: 'AWS::KMS::Key',
  reads: ['manager', 'state', 'spec', 'origin', 'multiRegionReplica', 'rotation'],
  controls: ['encryption-key-lifecycle'],
  risk: 'Key material that never changes exposes everything ever encrypted with it if it leaks once.',
  remediation: {
    text: 'Turn on automatic rotation with a period of at most a year.',
    cli: 'aws kms enable-key-rotation --key-id KEY_ID --rotation-period-in-days 365',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  },
  parameters: { maxDays: 365 },
  references: {
    securityHub: ['KMS.4'],
    configRule: ['cmk-backing-key-rotation-enabled'],
    prowler: ['kms_cmk_rotation_enabled'],
    steampipe: ['kms_cmk_rotation_enabled'],
  },
  check({ manager, state, spec, origin, multiRegionReplica, rotation }, { maxDays }) {
    if (manager === 'AWS') return notApplicable('AWS manages this key and rotates it');
    if (state !== 'Enabled') return notApplicable(`the key cannot encrypt: its state is ${state}`);
    if (spec !== 'SYMMETRIC_DEFAULT') return notApplicable(`AWS cannot rotate keys of type ${spec}`);
    if (origin !== 'AWS_KMS') return notApplicable(`AWS cannot rotate key material of origin ${origin}`);
    if (multiRegionReplica) return notApplicable('a replica follows the rotation of its primary key');
    if (!rotation.enabled) return fail('automatic rotation is off');
    if (rotation.periodDays === null)
      return pass('rotates every year, the period AWS had before it could be set');
    return rotation.periodDays <= maxDays
      ? pass(`rotates every ${rotation.periodDays} days`)
      : fail(`rotates every ${rotation.periodDays} days, more than ${maxDays}`);
  },
});
