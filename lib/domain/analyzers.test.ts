import { expect, test } from '@jest/globals';
import { watched } from './analyzers.ts';
import { fail, notApplicable, pass } from './verdict.ts';

const HOLDER = '444455556666';
const OTHER = '111122223333';
const analyzer = (type: string, status = 'ACTIVE') => ({ name: 'a', type, status });
const sees = (account: string, ...own: readonly ReturnType<typeof analyzer>[]) =>
  ({ account, region: 'eu-west-1', own }) as const;

test('an account needs an active analyzer of the kind, for itself or its Organization', () => {
  expect(watched(sees(OTHER, analyzer('ACCOUNT')), 'external access', '')).toEqual(
    pass('a (ACCOUNT) is ACTIVE'),
  );
  expect(watched(sees(OTHER, analyzer('ORGANIZATION')), 'external access', '').verdict).toBe('PASS');
  expect(watched(sees(OTHER, analyzer('ACCOUNT', 'FAILED')), 'external access', '')).toEqual(
    fail('a (ACCOUNT) is FAILED'),
  );
  expect(
    watched(sees(OTHER, analyzer('ACCOUNT'), analyzer('ACCOUNT_INTERNAL_ACCESS')), 'unused access', ''),
  ).toEqual(fail('no analyzer that the account can see looks for unused access'));
  expect(watched(sees(OTHER, analyzer('ACCOUNT_UNUSED_ACCESS')), 'unused access', '').verdict).toBe('PASS');
});

test('where one account keeps those of the Organization, the others are judged there unless they have their own', () => {
  expect(watched(sees(OTHER), 'external access', HOLDER)).toEqual(
    notApplicable(
      `analyzers for external access are kept for the Organization in ${HOLDER}, and judged there`,
    ),
  );
  expect(watched(sees(OTHER, analyzer('ACCOUNT', 'DISABLED')), 'external access', HOLDER).verdict).toBe(
    'NOT_APPLICABLE',
  );
  expect(watched(sees(OTHER, analyzer('ACCOUNT')), 'external access', HOLDER).verdict).toBe('PASS');
});

test('the account that keeps them must have one of the Organization: its own does not see the others', () => {
  expect(watched(sees(HOLDER, analyzer('ACCOUNT')), 'external access', HOLDER)).toEqual(
    fail('no analyzer of the Organization looks for external access'),
  );
  expect(watched(sees(HOLDER, analyzer('ORGANIZATION')), 'external access', HOLDER).verdict).toBe('PASS');
  expect(watched(sees(HOLDER, analyzer('ORGANIZATION_UNUSED_ACCESS')), 'unused access', HOLDER).verdict).toBe(
    'PASS',
  );
});
