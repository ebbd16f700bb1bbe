import { App } from 'aws-cdk-lib';
import { AuditStack } from '#lib/stacks/audit.ts';

/** Seven years: what auditors of SOC 2 ask for at most, and financial auditors after them. */
const RETENTION_DAYS = 2557;

const app = new App();
new AuditStack(app, 'VouchAudit', {
  description: 'Vouch: the record of SOC 2 evidence',
  retentionDays: Number(app.node.tryGetContext('retentionDays') ?? RETENTION_DAYS),
});
