import { concerns, deniesNearlyAll } from './guardrails.ts';
import type { PolicyDocument } from './policy/document.ts';
import { isForEveryone } from './policy/narrowing.ts';

/**
 * What ends a recovery point before its time, or the policy that forbids it.
 * https://docs.aws.amazon.com/config/latest/developerguide/backup-recovery-point-manual-deletion-disabled.html
 */
const ENDINGS = [
  'backup:DeleteRecoveryPoint',
  'backup:UpdateRecoveryPointLifecycle',
  'backup:PutBackupVaultAccessPolicy',
];

/** Whether the policy of a vault keeps everyone but named principals from ending its recovery points. */
export const deniesDeletion = ({ statements }: PolicyDocument): boolean =>
  ENDINGS.every((action) =>
    statements.some(
      (statement) =>
        deniesNearlyAll(statement) &&
        isForEveryone(statement) &&
        concerns(statement, action) &&
        statement.resources.includes('*'),
    ),
  );
