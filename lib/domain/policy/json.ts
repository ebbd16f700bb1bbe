/** A policy that cannot be understood; the message begins with the position, e.g. `Statement[2].Action[0]: ...`. */
export class PolicyFault extends Error {
  override readonly name = 'PolicyFault';
  constructor(position: string, complaint: string) {
    super(`${position}: ${complaint}`);
  }
}

/** Far more than any policy nests. */
const DEEPEST = 50;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Finds what is wrong with a text as JSON, and where: Node.js tells the position of some errors only, and lets the
 * last of two keys win.
 * @throws PolicyFault with line and column (counted from 1) of the first error
 */
function examine(text: string): void {
  let offset = 0;
  const fault = (complaint: string, at = offset): PolicyFault => {
    const lines = text.slice(0, at).split('\n');
    return new PolicyFault(`line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`, complaint);
  };
  const unexpected = (): PolicyFault =>
    fault(offset < text.length ? `unexpected ${JSON.stringify(text[offset])}` : 'the text ends too early');
  const take = (expression: RegExp): string | null => {
    expression.lastIndex = offset;
    const taken = expression.exec(text)?.[0] ?? null;
    offset += taken?.length ?? 0;
    return taken;
  };
  const next = (character: string): boolean => {
    take(SPACE);
    if (text[offset] !== character) return false;
    offset += 1;
    return true;
  };
  const members = (end: string, member: () => void): void => {
    if (next(end)) return;
    do member();
    while (next(','));
    if (!next(end)) throw unexpected();
  };
  const value = (depth: number): void => {
    if (depth > DEEPEST) throw fault(`nested more than ${DEEPEST} levels deep`);
    if (next('{')) {
      const keys = new Set<string>();
      members('}', () => {
        take(SPACE);
        const start = offset;
        const key = take(STRING);
        if (key === null) throw unexpected();
        if (keys.has(JSON.parse(key))) throw fault(`${key} stands twice in one object`, start);
        keys.add(JSON.parse(key));
        if (!next(':')) throw unexpected();
        value(depth + 1);
      });
    } else if (next('[')) members(']', () => value(depth + 1));
    else if (take(STRING) === null && take(WORD) === null) throw unexpected();
  };
  value(0);
  take(SPACE);
  if (offset < text.length) throw unexpected();
}

const keysIn = (value: unknown, depth = 0): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) for (const each of value) count += keysIn(each, depth + 1);
  else
    for (const key of Object.keys(value))
      count += 1 + keysIn((value as Record<string, unknown>)[key], depth + 1);
  return count;
};

/** What ends a key, and rarely anything else: a value that begins with a colon, an escaped quotation mark. */
const KEY_END = /"\s*:/g;

/**
 * Parses JSON, strictly. The slow look for keys that stand twice is taken only where their number does not add up.
 * @throws PolicyFault with the position of the first error
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    examine(text);
    throw new PolicyFault('the text', String(error));
  }
  let ends = 0;
  KEY_END.lastIndex = 0;
  while (KEY_END.test(text)) ends += 1;
  if (keysIn(value) !== ends) examine(text);
  return value;
}
