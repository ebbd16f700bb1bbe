import { expect, test } from '@jest/globals';
import { changesOf } from '#lib/domain/changes.ts';
import { RULES } from '../../rules/index.ts';
import { changePatterns } from './change-rules.ts';

const CHANGES = changesOf(new Set<string>(RULES.map(({ resource }) => resource)));

test('together, the patterns have every call once, by its service', () => {
  const parts = changePatterns(CHANGES).flatMap(({ detail }) => ('$or' in detail ? detail.$or : [detail]));
  expect(parts.map(({ eventSource }) => eventSource[0]).sort()).toEqual(CHANGES.map(({ source }) => source));
  for (const { source, calls } of CHANGES) {
    const part = parts.find(({ eventSource }) => eventSource[0] === source);
    const names = part?.eventName.map((name) => (typeof name === 'string' ? name : name.prefix));
    expect(names).toEqual(Object.keys(calls));
  }
});

test('names that carry a version are matched by how they begin', () => {
  expect(changePatterns([{ source: 'lambda.amazonaws.com', calls: { CreateFunction: ['x'] } }])).toEqual([
    {
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        errorCode: [{ exists: false }],
        eventSource: ['lambda.amazonaws.com'],
        eventName: [{ prefix: 'CreateFunction' }],
      },
    },
  ]);
});

test('more calls of one service than a pattern takes are refused', () => {
  const calls = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`ChangeSomething${index}`, []]),
  );
  expect(() => changePatterns([{ source: 'x.amazonaws.com', calls }])).toThrow(/200 calls are too many/);
});
