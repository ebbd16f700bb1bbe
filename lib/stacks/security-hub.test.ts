import { describe, expect, test } from '@jest/globals';
import { list, resourcesOf, type Statement, templates } from '../../test/support/deployment.ts';

const NAME = 'vouch-export-findings';

describe('export to Security Hub', () => {
  test('is off unless it is asked for', () => {
    const { audit } = templates();
    expect(JSON.stringify(audit.toJSON())).not.toMatch(/securityhub|export-findings/i);
  });

  const { audit } = templates({ securityHub: 'true' });

  test('follows each sealed run, and is tried again and set aside when it fails', () => {
    const rule = resourcesOf(audit, 'AWS::Events::Rule').find(({ id }) => id.startsWith('SecurityHub'));
    expect(rule?.Properties).toMatchObject({
      EventPattern: { source: ['vouch'], 'detail-type': ['Run Sealed'] },
      Targets: [{ DeadLetterConfig: {}, RetryPolicy: { MaximumRetryAttempts: 2 } }],
    });
    audit.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2 });
    expect(
      resourcesOf(audit, 'AWS::CloudWatch::Alarm').filter(({ id }) => id.startsWith('SecurityHub')),
    ).toHaveLength(1);
  });

  test('may import findings of its own account, and read the table', () => {
    const role = resourcesOf(audit, 'AWS::IAM::Role').find(({ Properties }) => Properties.RoleName === NAME);
    const statements = resourcesOf(audit, 'AWS::IAM::ManagedPolicy')
      .filter(({ Properties }) => (Properties.Roles as readonly string[]).includes(role?.id ?? ''))
      .flatMap(
        ({ Properties }) => (Properties.PolicyDocument as { Statement: readonly Statement[] }).Statement,
      );
    expect([...new Set(statements.flatMap(({ Action }) => list(Action)))].sort()).toEqual([
      'dynamodb:Query',
      'kms:Decrypt',
      'kms:DescribeKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'securityhub:BatchImportFindings',
      'sqs:SendMessage',
    ]);
    expect(statements.find(({ Action }) => Action === 'securityhub:BatchImportFindings')?.Resource).toBe(
      'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    );
  });
});
