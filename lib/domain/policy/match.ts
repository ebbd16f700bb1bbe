/**
 * Patterns of IAM, in which `*` stands for any text and `?` for one character, and the questions about them. All are
 * one question: is there a text that some patterns match and others do not? It is answered by walking all patterns
 * at once, character by character, so that unions and exclusions are exact and not pieced together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** What a pattern stands for, character by character; a wildcard is a number, as no character is. */
type Token = string | typeof ANY_TEXT | typeof ANY_CHARACTER | typeof ANY_FIELD;
const ANY_TEXT = 0;
const ANY_CHARACTER = 1;
/** Any text without a colon. */
const ANY_FIELD = 2;

/** A pattern made ready for questions. */
export interface Pattern {
  readonly text: string;
  /** Its text, when it has no wildcard. */
  readonly literal: string | null;
  /** What precedes its only wildcard, when that is a `*` at the end. */
  readonly prefix: string | null;
  /** What every text that it matches begins with. */
  readonly start: string;
  /** Made when they are asked for: most questions are answered without. */
  tokens: readonly Token[] | null;
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; any other variable may be any text. */
const TOKEN = /\$\{([*?$])\}|\$\{[^}]*\}|\*+|\?|[^*?$]+|\$/g;

function tokenized(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [part, escaped] of text.matchAll(TOKEN)) {
    if (escaped) tokens.push(escaped);
    else if (part === '?') tokens.push(ANY_CHARACTER);
    else if (!part.startsWith('*') && !part.startsWith('${')) tokens.push(...part);
    else if (tokens.at(-1) !== ANY_TEXT) tokens.push(ANY_TEXT);
  }
  return text.startsWith('arn:') ? fielded(tokens) : tokens;
}

/** The colons of an ARN before its resource, which may have more. */
const COLONS = 5;

/**
 * In an ARN that has all its fields, a wildcard stays in its field: `arn:aws:iam::*:role/ci` is not about a role
 * that is called `a:role/ci`. Only that of the resource reaches to the end.
 */
function fielded(tokens: readonly Token[]): readonly Token[] {
  let colons = 0;
  const end = tokens.findIndex((token) => token === ':' && ++colons === COLONS);
  return tokens.map((token, place) => (place < end && token === ANY_TEXT ? ANY_FIELD : token));
}

/** Makes a pattern ready. Policy variables count as `*`: who grants to a variable grants to every value of it. */
export function pattern(text: string): Pattern {
  const wild = text.search(/[*?]|\$\{/);
  if (wild === -1) return { text, literal: text, prefix: null, start: text, tokens: null };
  const start = text.slice(0, wild);
  const isPrefix = wild === text.length - 1 && text.endsWith('*');
  return { text, literal: null, prefix: isPrefix ? start : null, start, tokens: null };
}

function tokensOf(own: Pattern): readonly Token[] {
  own.tokens ??= tokenized(own.text);
  return own.tokens;
}

/** A character that no policy has. */
const UNUSED = '\u0000';

/** A text that the pattern matches, and other patterns as little as can be. */
const sampleOf = (own: Pattern): string =>
  own.literal ??
  (own.prefix === null
    ? tokensOf(own)
        .map((token) => (typeof token === 'number' ? UNUSED : token))
        .join('')
    : own.prefix + UNUSED);

/** Texts that one of some patterns matches, or (`inside` false) all other texts. */
export interface Region {
  readonly patterns: readonly Pattern[];
  readonly inside: boolean;
}

/** More states than any policy has needed; beyond them the answer is "there may be one". */
const MOST_STATES = 4_000;
/** A character that no pattern names: all of those behave alike. */
const OTHER = '';

const isWhole = (tokens: readonly Token[], position: number): boolean =>
  position === tokens.length - 1 && tokens[position] === ANY_TEXT;

/**
 * The positions in a pattern after one more character, ascending. Those before a `*` that has been reached are left
 * out: whatever could follow them can follow the `*` as well.
 */
function step(tokens: readonly Token[], positions: readonly number[], character: string): readonly number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === ANY_TEXT || (token === ANY_FIELD && character !== ':')) next.push(position);
    else if (token === ANY_CHARACTER || (token === character && character !== OTHER)) next.push(position + 1);
  }
  return settled(tokens, next);
}

const isRun = (token: Token | undefined): boolean => token === ANY_TEXT || token === ANY_FIELD;

/** The same with what is reached without a character: what follows a `*`. */
function settled(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  if (!positions.some((at) => isRun(tokens[at]))) return positions;
  const all: number[] = [];
  for (const first of positions) {
    let at = first;
    while (isRun(tokens[at])) all.push(at++);
    all.push(at);
  }
  const star = all.reduce((most, at) => (tokens[at] === ANY_TEXT ? Math.max(most, at) : most), 0);
  return [...new Set(all)].filter((at) => at >= star).sort((a, b) => a - b);
}

/** Whether the pattern matches the text. */
export function accepts(own: Pattern, text: string): boolean {
  if (own.literal !== null) return text === own.literal;
  if (!text.startsWith(own.start)) return false;
  if (own.prefix !== null) return true;
  const tokens = tokensOf(own);
  let positions = settled(tokens, [0]);
  for (const character of text) {
    if (positions.length === 0 || isWhole(tokens, positions[0] ?? 0)) break;
    positions = step(tokens, positions, character);
  }
  return positions.includes(tokens.length) || isWhole(tokens, positions[0] ?? -1);
}

const holds = (region: Region, text: string): boolean =>
  region.patterns.some((candidate) => accepts(candidate, text)) === region.inside;

const mayMeet = (one: Pattern, other: Pattern): boolean =>
  one.start.startsWith(other.start) || other.start.startsWith(one.start);

/** Whether the beginnings alone tell that all that a pattern matches lies outside of a region. */
const surelyOutside = (own: Pattern, region: Region): boolean =>
  region.inside
    ? region.patterns.every((each) => !mayMeet(own, each))
    : region.patterns.some(({ prefix }) => prefix !== null && own.start.startsWith(prefix));

/**
 * Whether there is a text that lies, for each of the clauses, in at least one of its regions.
 * Beyond `MOST_STATES` it says that there is: a permission must not vanish because a question is hard.
 */
export function someText(clauses: readonly (readonly Region[])[]): boolean {
  const base = clauses.find(([region, ...others]) => region?.inside && others.length === 0);
  if (!base) return walk(clauses);
  const rest = clauses.filter((clause) => clause !== base);
  const left: Pattern[] = [];
  for (const own of base[0]?.patterns ?? []) {
    const sample = sampleOf(own);
    if (rest.every((clause) => clause.some((region) => holds(region, sample)))) return true;
    const refuted =
      own.literal !== null || rest.some((clause) => clause.every((region) => surelyOutside(own, region)));
    if (!refuted) left.push(own);
  }
  if (left.length === 0) return false;
  const near = rest.map((clause) =>
    clause.map(({ patterns, inside }) => ({
      patterns: patterns.filter((each) => left.some((own) => mayMeet(own, each))),
      inside,
    })),
  );
  return walk([[{ patterns: left, inside: true }], ...near]);
}

function walk(clauses: readonly (readonly Region[])[]): boolean {
  const places = new Map<string, number>();
  const all: (readonly Token[])[] = [];
  const placeOf = (own: Pattern): number => {
    const known = places.get(own.text) ?? all.length;
    if (known === all.length) all.push(tokensOf(own));
    places.set(own.text, known);
    return known;
  };
  const regions = clauses.map((clause) =>
    clause.map((region) => ({ own: region.patterns.map(placeOf), inside: region.inside })),
  );
  type State = readonly (readonly number[])[];
  const isEnd = (state: State): boolean =>
    regions.every((clause) =>
      clause.some(
        (region) => region.own.some((at) => state[at]?.includes(all[at]?.length ?? -1)) === region.inside,
      ),
    );
  const isDead = (state: State): boolean =>
    regions.some((clause) =>
      clause.every((region) =>
        region.inside
          ? region.own.every((at) => state[at]?.length === 0)
          : region.own.some((at) => isWhole(all[at] ?? [], state[at]?.[0] ?? -1)),
      ),
    );

  const start: State = all.map((tokens) => settled(tokens, [0]));
  const known = new Set<string>([start.join(';')]);
  const waiting: State[] = [start];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (isEnd(state) || known.size > MOST_STATES) return true;
    const characters = new Set<string>([OTHER]);
    state.forEach((positions, at) => {
      for (const position of positions) {
        const token = all[at]?.[position];
        if (typeof token === 'string') characters.add(token);
        else if (token === ANY_FIELD) characters.add(':');
      }
    });
    for (const character of characters) {
      const next = state.map((positions, at) => step(all[at] ?? [], positions, character));
      const key = next.join(';');
      if (known.has(key) || isDead(next)) continue;
      known.add(key);
      waiting.push(next);
    }
  }
  return false;
}

const inside = (text: string): readonly Region[] => [{ patterns: [pattern(text)], inside: true }];
const outside = (text: string): readonly Region[] => [{ patterns: [pattern(text)], inside: false }];

/** Whether the pattern matches the text, letter by letter; for actions, see `matchesAction`. */
export const matches = (own: string, text: string): boolean => accepts(pattern(own), text);

/** The same in whatever case, as IAM compares actions. */
export const matchesAction = (own: string, action: string): boolean =>
  matches(own.toLowerCase(), action.toLowerCase());

/** Whether some text matches both patterns. */
export const overlaps = (one: string, other: string): boolean => someText([inside(one), inside(other)]);

/** Whether everything that matches `other` matches `own`. */
export const covers = (own: string, other: string): boolean => !someText([inside(other), outside(own)]);
