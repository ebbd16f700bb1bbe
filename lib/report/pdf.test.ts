import { describe, expect, test } from '@jest/globals';
import { winAnsi } from './pdf.ts';

describe('text in the standard fonts', () => {
  test.each([
    ['Plain, ünd § – “quoted” … €', 'Plain, ünd § – “quoted” … €', false],
    ['東京 and 🔥', '?? and ?', true],
    ['\u202egpj.exe', '?gpj.exe', true],
    ['a\nb\tc', 'a b c', false],
    ['a\u0000b', 'a?b', true],
    ['(a) \\ <b>', '(a) \\ <b>', false],
  ])('%j is %j', (text, shown, replaced) => {
    expect(winAnsi(text)).toEqual({ text: shown, replaced });
  });
});
