import { receives } from '../../test/support/log-archive.ts';
import { ruleTable } from '../../test/support/rule-table.ts';
import rule from './bucket-kms-encryption.ts';

const kmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/1';

ruleTable(rule, { encryption: { algorithm: 'aws:kms', kmsKeyId }, policy: null }, [
  { name: 'none', facts: { encryption: null }, verdict: 'FAIL', reason: 'without KMS' },
  {
    name: 'keys of S3',
    facts: { encryption: { algorithm: 'AES256', kmsKeyId: null } },
    verdict: 'FAIL',
    reason: 'without KMS',
  },
  {
    name: 'the key of AWS',
    facts: { encryption: { algorithm: 'aws:kms', kmsKeyId: null } },
    verdict: 'PASS',
    reason: 'the key of AWS for S3',
  },
  {
    name: 'two layers',
    facts: { encryption: { algorithm: 'aws:kms:dsse', kmsKeyId } },
    parameters: { customerKey: true },
    verdict: 'PASS',
    reason: kmsKeyId,
  },
  {
    name: 'the key of AWS where the company wants its own',
    facts: { encryption: { algorithm: 'aws:kms', kmsKeyId: null } },
    parameters: { customerKey: true },
    verdict: 'FAIL',
    reason: 'not with one of the company',
  },
  {
    name: 'the key of AWS by its alias',
    facts: { encryption: { algorithm: 'aws:kms', kmsKeyId: 'arn:aws:kms:eu-west-1:1:alias/aws/s3' } },
    parameters: { customerKey: true },
    verdict: 'FAIL',
    reason: 'not with one of the company',
  },
  {
    name: 'access logs',
    facts: {
      encryption: { algorithm: 'AES256', kmsKeyId: null },
      policy: receives(['logging.s3.amazonaws.com']),
    },
    verdict: 'NOT_APPLICABLE',
    reason: 'logging.s3.amazonaws.com delivers logs here',
  },
  {
    name: 'records of CloudTrail',
    facts: {
      encryption: { algorithm: 'AES256', kmsKeyId: null },
      policy: receives(['cloudtrail.amazonaws.com']),
    },
    verdict: 'FAIL',
    reason: 'without KMS',
  },
]);
