import { expect, test } from '@jest/globals';
import { codeIn, reasonOf, type UnseenKind } from './observed.ts';

test.each<UnseenKind>(['denied', 'throttled', 'unsupported', 'gone', 'failed'])(
  'the code of what is %s can be read from the reason, whatever AWS said',
  (kind) => {
    const first = {
      kind,
      action: 'kms:GetKeyRotationStatus',
      message: 'access to x was denied: y is not supported here: z failed: $&',
    };
    const reason = reasonOf([first, { kind: 'failed', action: 'kms:ListKeys', message: 'down' }]);
    expect(reason).toContain(first.message);
    expect(codeIn(reason)).toBe(`${kind} kms:GetKeyRotationStatus`);
  },
);

test('a rule that threw has its name for a code, and other texts have none', () => {
  expect(codeIn(reasonOf([{ kind: 'failed', action: 'rule a-b', message: 'no such member' }]))).toBe(
    'failed rule a-b',
  );
  expect(codeIn('it is not in order')).toBe('');
});
