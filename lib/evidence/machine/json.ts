/**
 * Writes a value as JSON, in pieces, so that a document may be larger than the memory. What is iterable and no array is
 * asked for one item at a time; members that are undefined are left out.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else if (Array.isArray(value)) yield* list(value, jsonPieces);
  else if (Symbol.iterator in value)
    yield* list(value as Iterable<unknown>, (item) => [JSON.stringify(item)]);
  else {
    let between = '{';
    for (const [key, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      yield `${between}${JSON.stringify(key)}:`;
      yield* jsonPieces(inner);
      between = ',';
    }
    yield between === '{' ? '{}' : '}';
  }
}

function* list(items: Iterable<unknown>, pieces: (item: unknown) => Iterable<string>): Generator<string> {
  let between = '[';
  for (const item of items) {
    yield between;
    yield* pieces(item);
    between = ',\n';
  }
  yield between === '[' ? '[]' : ']';
}
