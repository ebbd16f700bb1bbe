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
  /** What precedes its first wildcard. */
  readonly start: string;
  /** Its text, when it has no wildcard. */
  readonly literal: string | null;
  /** What precedes its only wildcard, when that is a `*` at the end. */
  readonly prefix: string | null;
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
  const star = text.indexOf('*');
  if (!text.includes('?') && !text.includes('${')) {
    const start = star === -1 ? text : text.slice(0, star);
    if (star === -1) return { text, start, literal: text, prefix: null };
    if (star === text.length - 1) return { text, start, literal: null, prefix: start };
  }
  const tokens = tokenized(text);
  const wild = tokens.findIndex((token) => typeof token === 'number');
  const start = tokens.slice(0, wild === -1 ? undefined : wild).join('');
  return { text, start, literal: wild === -1 ? start : null, prefix: null };
}

/** Texts that one of some patterns matches, or (`inside` false) all other texts. */
export interface Region {
  readonly patterns: readonly Pattern[];
  readonly inside: boolean;
}

/** More states than any policy has needed; beyond them the answer is "there may be one". */
const MOST_STATES = 20_000;
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

/** A position and, where that may be nothing, what follows it. */
const reached = (tokens: readonly Token[], at: number): readonly number[] =>
  tokens[at] === ANY_TEXT || tokens[at] === ANY_FIELD ? [at, ...reached(tokens, at + 1)] : [at];

/** The same with what is reached without a character: what follows a `*`. */
function settled(tokens: readonly Token[], positions: readonly number[]): readonly number[] {
  const all = [...new Set(positions.flatMap((at) => reached(tokens, at)))];
  const star = all.findLast((at) => tokens[at] === ANY_TEXT) ?? 0;
  return all.filter((at) => at >= star).sort((a, b) => a - b);
}

/** Whether the pattern matches the text. */
export function accepts({ literal, prefix, text: own }: Pattern, text: string): boolean {
  if (literal !== null) return text === literal;
  if (prefix !== null) return text.startsWith(prefix);
  const tokens = tokenized(own);
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

/** The clauses without the patterns that have no text in common with one that every text must match. */
function narrowed(clauses: readonly (readonly Region[])[]): readonly (readonly Region[])[] {
  const musts = clauses.flatMap(([region, ...others]) =>
    region?.inside && others.length === 0 && region.patterns.length === 1 ? region.patterns : [],
  );
  return clauses.map((clause) =>
    clause.map(({ patterns, inside }) => ({
      patterns: patterns.filter((each) => musts.every((must) => mayMeet(each, must))),
      inside,
    })),
  );
}

/** The patterns of a clause that end in their only wildcard: two of them meet when one begins as the other does. */
const prefixes = (clause: readonly Region[]): readonly Pattern[] =>
  clause.flatMap(({ patterns, inside }) => (inside ? patterns.filter(({ prefix }) => prefix !== null) : []));

/**
 * Whether there is a text that lies, for each of the clauses, in at least one of its regions.
 * Beyond `MOST_STATES` it says that there is: a permission must not vanish because a question is hard.
 */
export function someText(all: readonly (readonly Region[])[]): boolean {
  // Twice, since what is left of a clause may be one pattern.
  const clauses = narrowed(narrowed(all)).filter(
    (clause) => !clause.some(({ patterns, inside }) => !inside && patterns.length === 0),
  );
  if (clauses.some((clause) => clause.every(({ patterns, inside }) => inside && patterns.length === 0))) {
    return false;
  }
  const [one = [], other = []] = clauses.map(prefixes);
  if (clauses.length === 2 && one.some((own) => other.some((its) => mayMeet(own, its)))) return true;
  for (const [region, ...others] of clauses) {
    if (!region?.inside || others.length > 0) continue;
    if (region.patterns.every(({ literal }) => literal !== null)) {
      return region.patterns.some(({ literal }) =>
        clauses.every((clause) => clause.some((other) => holds(other, literal ?? ''))),
      );
    }
  }
  return walk(clauses);
}

function walk(clauses: readonly (readonly Region[])[]): boolean {
  const places = new Map<string, number>();
  const all: (readonly Token[])[] = [];
  const placeOf = ({ text }: Pattern): number => {
    const known = places.get(text) ?? all.length;
    if (known === all.length) all.push(tokenized(text));
    places.set(text, known);
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
