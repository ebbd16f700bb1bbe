import { describe, expect, test } from '@jest/globals';
import { allowedActions, list, statementsOf, templates } from '../../test/support/deployment.ts';
import { FUNCTIONS, type FunctionName } from './code.ts';

const { audit } = templates();

const allowed = (name: FunctionName) => statementsOf(audit, name);

const ALL = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  's3:PutObject',
];
const TARGET = ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'].map((name) => `dynamodb:${name}`);

describe('a role may do what its function does, and nothing else', () => {
  test.each<[FunctionName, readonly string[]]>([
    [
      'plan-scan',
      [
        'dynamodb:Query',
        'dynamodb:PutItem',
        'sts:AssumeRole',
        'ec2:DescribeRegions',
        'organizations:DescribeOrganization',
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListOrganizationalUnitsForParent',
        'organizations:ListRoots',
      ],
    ],
    ['scan-target', [...TARGET, 's3:GetObject', 's3:ListBucket', 'sts:AssumeRole']],
    [
      'seal-scan',
      [...TARGET, 'dynamodb:BatchGetItem', 's3:GetObject', 's3:ListBucket', 'kms:Sign', 'events:PutEvents'],
    ],
    ['build-bundle', ['dynamodb:Query', 's3:GetObject', 's3:ListBucket', 'kms:Sign', 'kms:GetPublicKey']],
  ])('%s', (name, own) => {
    expect(allowedActions(audit, name)).toEqual([...ALL, ...own].sort());
  });

  test.each(FUNCTIONS)(
    '%s: no action has a wildcard, and only reads of the Organization lack a resource',
    (name) => {
      for (const { Action, Resource } of allowed(name)) {
        expect(list(Action).filter((action) => action.includes('*'))).toEqual([]);
        if (list(Resource).includes('*'))
          expect(
            list(Action).filter((action) => !/^(?:organizations|ec2):(?:Describe|List)/.test(action)),
          ).toEqual([]);
      }
    },
  );

  test('one role alone can be assumed in other accounts', () => {
    for (const name of ['plan-scan', 'scan-target'] as const) {
      const assume = allowed(name).find(({ Action }) => list(Action).includes('sts:AssumeRole'));
      expect(assume?.Resource).toBe('arn:aws:iam::*:role/Reader');
    }
  });

  test('seals are written by the sealer, bundles by the bundle builder', () => {
    const writable = (name: FunctionName) =>
      allowed(name)
        .filter(({ Action }) => list(Action).includes('s3:PutObject'))
        .flatMap(({ Resource }) => list(Resource))
        .map((arn) => arn.split('/')[1])
        .sort();
    expect(Object.fromEntries(FUNCTIONS.map((name) => [name, writable(name)]))).toEqual({
      'plan-scan': ['runs'],
      'scan-target': ['runs'],
      'seal-scan': ['runs', 'seals'],
      'build-bundle': ['bundles'],
    });
  });

  test('the data key serves through table and bucket only', () => {
    for (const name of FUNCTIONS) {
      const decrypt = allowed(name).filter(({ Action }) => list(Action).includes('kms:Decrypt'));
      expect(decrypt.map(({ Condition }) => Condition)).toEqual([
        {
          StringEquals: {
            'kms:ViaService': ['dynamodb.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'],
          },
        },
      ]);
    }
  });
});
