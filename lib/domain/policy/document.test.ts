import { describe, expect, test } from '@jest/globals';
import { parsePolicy, statementName } from './document.ts';

const policy = (...statements: readonly object[]) => parsePolicy(JSON.stringify({ Statement: statements }));

describe('parsePolicy', () => {
  test('shorthands become one form', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        NotResource: 'arn:aws:s3:::a',
        Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:TlsVersion': 1.2 } },
      },
    });
    const parsed = {
      statements: [
        {
          sid: null,
          effect: 'Deny',
          principals: { '*': ['*'] },
          notPrincipals: {},
          actions: ['s3:*'],
          notActions: [],
          resources: [],
          notResources: ['arn:aws:s3:::a'],
          conditions: {
            Bool: { 'aws:securetransport': ['false'] },
            NumericLessThan: { 's3:tlsversion': ['1.2'] },
          },
        },
      ],
    };
    expect(parsePolicy(text)).toEqual(parsed);
    expect(parsePolicy(` ${text}`)).toEqual(parsed);
    expect(parsePolicy(encodeURIComponent(text))).toEqual(parsed);
  });

  test('text that already is JSON is not decoded', () => {
    const text = JSON.stringify({
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'a%20b' },
    });
    expect(parsePolicy(text).statements[0]?.resources).toEqual(['a%20b']);
    expect(parsePolicy(encodeURIComponent(text)).statements[0]?.resources).toEqual(['a%20b']);
  });

  test.each([
    '',
    '{',
    '%',
    'null',
    '"text"',
    '{}',
    '{"Statement": null}',
    '{"Statement": "all"}',
    '{"Statement": [null]}',
    '{"Statement": ["all"]}',
    '{"Statement": {"Action": "*"}}',
    '{"Statement": {"Effect": "allow"}}',
    '{"Statement": {"Effect": "Allow", "Condition": {"Bool": null}}}',
  ])('%j is not a policy, which is not a policy without statements', (text) => {
    expect(() => parsePolicy(text)).toThrow();
  });

  test('statements are named by Sid or place', () => {
    const parsed = policy({ Effect: 'Allow', Action: '*' }, { Sid: 'Second', Effect: 'Allow', Action: '*' });
    expect(parsed.statements.map((statement) => statementName(parsed, statement))).toEqual([
      'number 1',
      '"Second"',
    ]);
  });
});
