import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { inOrder } from './in-order.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test('results come in the order of the items, however long each takes, and a bounded number is under way', async () => {
  let running = 0;
  let most = 0;
  const slowFirst = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await wait(20 - item * 2);
    running -= 1;
    return item;
  };
  expect(await all(inOrder([0, 1, 2, 3, 4, 5], 3, slowFirst))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(3);
});

test('a failure is thrown at its turn, not lost', async () => {
  const failing = async (item: number): Promise<number> => {
    if (item === 1) throw new Error('one');
    return item;
  };
  await expect(all(inOrder([0, 1, 2], 2, failing))).rejects.toThrow('one');
});
