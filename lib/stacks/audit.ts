import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Record } from './record.ts';

/** What is deployed into the audit account. */
export interface AuditStackProps extends StackProps {
  /** How long evidence cannot be deleted. */
  readonly retentionDays: number;
}

/** The audit account's stack. It keeps the record; the functions and their schedule are not part of it yet. */
export class AuditStack extends Stack {
  readonly record: Record;

  constructor(scope: Construct, id: string, { retentionDays, ...props }: AuditStackProps) {
    super(scope, id, props);
    this.record = new Record(this, 'Record', { retentionDays });
  }
}
