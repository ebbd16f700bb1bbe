/**
 * Works on items a few at a time and yields the results in the items' order, so that what is written from them is the
 * same each time. At most `width` results are in memory.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const result = work(item);
    result.catch(() => {}); // thrown when its turn comes
    running.push(result);
    if (running.length >= width) yield (await running.shift()) as R;
  }
  for (const result of running) yield await result;
}
