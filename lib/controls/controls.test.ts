import { expect, test } from '@jest/globals';
import { CONTROL_IDS, CRITERIA } from '../domain/control.ts';
import { ANNEX_A, CONTROLS, CRITERIA_GUIDE, controlsOf, criteriaOf } from './index.ts';

const controls = Object.entries(CONTROLS);
const guide = Object.entries(CRITERIA_GUIDE);

/** AICPA writes "the entity" where we write "the company", and lists its points of focus in set phrases. */
const COPYRIGHTED =
  /\bthe entity\b|points? of focus|protected information assets|security software, infrastructure/i;

test('the catalogue and the guide have every id, in order', () => {
  expect(Object.keys(CONTROLS)).toEqual([...CONTROL_IDS]);
  expect(Object.keys(CRITERIA_GUIDE)).toEqual([...CRITERIA]);
});

test.each(Object.entries(ANNEX_A))('%s has its like in Annex A, each once and in order', (_, ids) => {
  expect(ids.length).toBeGreaterThan(0);
  // 37 organizational, 8 of people, 14 physical and 34 technological controls.
  const most: Readonly<Record<string, number>> = { 5: 37, 6: 8, 7: 14, 8: 34 };
  const places = ids.map((id) => /^A\.([5-8])\.(\d+)$/.exec(id)?.slice(1).map(Number) ?? [0, 0]);
  for (const [theme = 0, number = 0] of places) expect(number).toBeLessThanOrEqual(most[theme] ?? 0);
  const ranks = places.map(([theme = 0, number = 0]) => theme * 100 + number);
  expect([...new Set(ranks)].sort((a, b) => a - b)).toEqual(ranks);
});

test.each(controls)('%s serves a criterion and says why in one sentence', (_, { criteria }) => {
  const reasons = Object.values(criteria);
  expect(reasons).not.toEqual([]);
  for (const why of reasons) expect(why).toMatch(/^[A-Z][^.]+\.$/);
});

test.each(controls)(
  '%s is a short title and a description in full sentences',
  (_, { title, description }) => {
    expect(title).toMatch(/^[A-Z][^.]{10,80}$/);
    expect(description).toMatch(/^[A-Z].{60,}\.$/);
  },
);

test.each(CRITERIA)('%s is served by a control', (criterion) => {
  const serving = controlsOf(criterion);
  expect(serving).not.toEqual([]);
  for (const control of serving) expect(criteriaOf([control])).toContain(criterion);
});

test.each(guide)(
  '%s says what automation cannot show and what to ask for',
  (_, { title, notAutomated, askFor }) => {
    expect(title).toMatch(/^[A-Z][^.]{10,90}$/);
    expect(notAutomated).toMatch(/^[A-Z].{20,}\.$/);
    expect(askFor.length).toBeGreaterThan(0);
    for (const item of askFor) expect(item).toMatch(/^[A-Z].*[^.]$/);
  },
);

test('no text is used twice, and none is in the words of AICPA', () => {
  const texts = [
    ...controls.flatMap(([, { title, description, criteria }]) => [
      title,
      description,
      ...Object.values(criteria),
    ]),
    ...guide.flatMap(([, { title, notAutomated }]) => [title, notAutomated]),
  ];
  expect(new Set(texts).size).toBe(texts.length);
  for (const text of texts) expect(text).not.toMatch(COPYRIGHTED);
});

test('criteria of several controls are a union in the order of the criteria', () => {
  expect(criteriaOf(['backup-coverage', 'human-mfa', 'encryption-at-rest'])).toEqual([
    'CC6.1',
    'CC6.6',
    'CC7.4',
    'CC7.5',
    'A1.2',
  ]);
  expect(criteriaOf([])).toEqual([]);
});

test('physical security is the part of AWS, under the carve-out method', () => {
  expect(controlsOf('CC6.4')).toEqual(['physical-security']);
  expect(CONTROLS['physical-security'].description).toMatch(/AWS.*carve-out method/);
});
