import { defineRule } from '#lib/domain/rule.ts';
import { fail, notApplicable, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'kms-key-not-pending-deletion',
  title: 'Customer-managed KMS keys are not waiting to be deleted',
  severity: 'high',
  area: 'encryption',
  resource: 'AWS::KMS::Key',
  reads: ['manager', 'state'],
  controls: ['encryption-key-lifecycle', 'resilience'],
  risk: 'Once the key is gone, everything encrypted with it is lost for good, backups included.',
  remediation: {
    text: 'Cancel the deletion unless it is planned and nothing encrypted with the key is needed any more; disable the key first to find out.',
    cli: 'aws kms cancel-key-deletion --key-id KEY_ID',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  },
  references: {
    securityHub: ['KMS.3'],
    configRule: ['kms-cmk-not-scheduled-for-deletion'],
    prowler: ['kms_cmk_not_deleted_unintentionally'],
    steampipe: ['kms_key_not_pending_deletion'],
  },
  check({ manager, state }) {
    if (manager === 'AWS') return notApplicable('AWS manages this key: nobody in the account can delete it');
    return state === 'PendingDeletion' || state === 'PendingReplicaDeletion'
      ? fail(`the key is waiting to be deleted: its state is ${state}`)
      : pass(`no deletion is scheduled: the state of the key is ${state}`);
  },
});
