/** Keeps the first so many of any number of items, in an order; memory does not grow with their number. */
export class Gravest<T> {
  #items: T[] = [];
  total = 0;
  readonly #most: number;
  readonly #order: (a: T, b: T) => number;

  constructor(most: number, order: (a: T, b: T) => number) {
    this.#most = most;
    this.#order = order;
  }

  add(item: T): void {
    this.total += 1;
    this.#items.push(item);
    if (this.#items.length >= this.#most * 2) this.#items = [...this.listed()];
  }

  listed(): readonly T[] {
    return [...this.#items].sort(this.#order).slice(0, this.#most);
  }
}
