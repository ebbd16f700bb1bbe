import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covers, matches, matchesAction, overlaps } from './match.ts';

test.each([
  ['*', '', true],
  ['?', '', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a*c', 'ac', true],
  ['a*b*c', 'a-c-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['**a', 'ba', true],
  ['*?*', '', false],
  ['a.c', 'abc', false],
  ['${aws:username}/*', 'anna/x', true],
  ["home/${aws:username, 'all'}", 'home/all', true],
  ['a${*}', 'a*', true],
  ['a${*}', 'ab', false],
  ['a${?}b', 'axb', false],
  ['${$}{x}', '${x}', true],
  ['$5', '$5', true],
  ['A', 'a', false],
  ['arn:*:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b:c', true],
  ['arn:aws:iam::*:role/ci', 'arn:aws:iam::111122223333:role/a:role/ci', false],
  ['arn:aws:iam::${aws:PrincipalAccount}:role/ci', 'arn:aws:iam::111122223333:role/ci', true],
  ['arn:aws:sns*', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
  ['arn:*:topic', 'arn:aws:sns:eu-west-1:111122223333:topic', true],
])('%s matches %j: %s', (own, text, expected) => {
  expect(matches(own, text)).toBe(expected);
});

test('actions match in whatever case', () => {
  expect(matchesAction('S3:get*', 's3:GetObject')).toBe(true);
});

test.each([
  ['?*', '*?', true],
  ['a*?c', 'a*bc', true],
  ['a?*c', 'a*bc', true],
  ['a?*b', 'a*b', false],
  ['*a*', '*', false],
  ['arn:aws:s3:::*', 'arn:aws:s3:::a/*', true],
  ['arn:aws:s3:::a/*', 'arn:aws:s3:::*', false],
  ['arn:*:*:*:*:*', 'arn:aws:iam::111122223333:role/*', true],
  ['arn:aws:iam::*:*', 'arn:aws:iam*', false],
  ['arn:aws:iam::*x:y', 'arn:aws:iam::?x:y', false],
])('%s covers %s: %s', (own, other, expected) => {
  expect(covers(own, other)).toBe(expected);
});

test('a question that is too hard is left open, soon', () => {
  const hard = `*a${'?'.repeat(30)}`;
  expect(overlaps(hard, hard)).toBe(true);
  expect(covers(hard, hard)).toBe(false);
});

describe('the same as trying every text', () => {
  // "c" stands for all characters that no pattern names.
  const texts: string[] = [''];
  for (let from = 0; from < texts.length; from += 1) {
    const text = texts[from] ?? '';
    if (text.length < 6) texts.push(`${text}a`, `${text}b`, `${text}c`);
  }
  const patterns = fc
    .array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 4 })
    .map((characters) => characters.join(''));
  const matching = (own: string): ReadonlySet<string> => new Set(texts.filter((text) => matches(own, text)));
  const expression = (own: string): RegExp =>
    new RegExp(`^${own.replaceAll('?', '.').replaceAll('*', '.*')}$`);

  test('matches', () => {
    fc.assert(
      fc.property(patterns, (own) => {
        expect([...matching(own)]).toEqual(texts.filter((text) => expression(own).test(text)));
      }),
    );
  });

  test('overlaps and covers', () => {
    fc.assert(
      fc.property(patterns, patterns, (own, other) => {
        const [ours, theirs] = [matching(own), matching(other)];
        expect(overlaps(own, other)).toBe([...theirs].some((text) => ours.has(text)));
        expect(covers(own, other)).toBe([...theirs].every((text) => ours.has(text)));
      }),
      { numRuns: 300 },
    );
  });
});
