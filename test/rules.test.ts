import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT, ruleFiles } from '../bin/tools/registry.ts';
import { RULES } from '../rules/index.ts';

/** What fits on one screen is read. */
const MOST_LINES = 40;

test('there are rules, and the registry has all of them', () => {
  expect(ruleFiles().length).toBeGreaterThan(0);
  expect(RULES).toHaveLength(ruleFiles().length);
});

/** A table proves that its rule passes where all is well and fails somewhere: see `ruleTable`. */
test.each(ruleFiles())('%s fits on a screen, with its table of cases beside it', (file) => {
  expect(readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  const cases = readFileSync(join(ROOT, file.replace(/\.ts$/, '.test.ts')), 'utf8');
  expect(cases).toContain(`import rule from './${basename(file)}'`);
  expect(cases).toMatch(/^ruleTable\(\s*rule,/m);
});

test('each rule is told in full: no text is missing, repeated or left over from the scaffold', () => {
  const texts = RULES.flatMap(({ title, risk, remediation }) => [title, risk, remediation.text]);
  for (const text of texts) expect(text).toMatch(/^(?!TODO)\S[\s\S]{10,}\S$/);
  const titles = RULES.map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  for (const { remediation } of RULES)
    expect(remediation.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+/);
});
