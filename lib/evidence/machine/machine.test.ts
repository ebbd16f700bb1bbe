import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Gravest } from './gravest.ts';
import { jsonPieces } from './json.ts';
import { oneLine, props } from './oscal.ts';
import { uuidOf, uuidV5 } from './uuid.ts';

describe('UUIDs', () => {
  test('the example of RFC 9562', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });

  test('parts do not run into each other', () => {
    expect(uuidOf('kind', 'a', 'b')).toBe(uuidOf('kind', 'a', 'b'));
    expect(uuidOf('kind', 'a', 'b')).not.toBe(uuidOf('kind', 'ab'));
    expect(uuidOf('kind', 'a', 'b')).not.toBe(uuidOf('kinda', 'b'));
  });
});

describe('JSON in pieces', () => {
  test('is what JSON.stringify writes, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse([...jsonPieces(value)].join(''))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('asks for one item at a time, and leaves out what is undefined', () => {
    let asked = 0;
    function* items() {
      for (asked = 1; asked <= 3; asked += 1) yield { asked, not: undefined };
    }
    const pieces = jsonPieces({ items: items(), none: (function* () {})(), not: undefined });
    let text = '';
    while (!text.includes('"asked":1')) text += pieces.next().value;
    expect(asked).toBe(1);
    expect(JSON.parse(text + [...pieces].join(''))).toEqual({
      items: [{ asked: 1 }, { asked: 2 }, { asked: 3 }],
      none: [],
    });
  });
});

test('the gravest of many are those that sorting all of them gives', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), (numbers, most) => {
      const gravest = new Gravest<number>(most, (a, b) => b - a);
      for (const number of numbers) gravest.add(number);
      expect(gravest.listed()).toEqual([...numbers].sort((a, b) => b - a).slice(0, most));
      expect(gravest.total).toBe(numbers.length);
    }),
  );
});

test('titles and values are on one line, and none is empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(oneLine(text)).toMatch(/^\S(.*\S)?$/u);
    }),
  );
  expect(props({ empty: '', zero: 0, none: null })).toBeUndefined();
});
