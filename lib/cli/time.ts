import { UserError } from './terminal.ts';

/**
 * @returns the time in ISO 8601 UTC with milliseconds, so that times compare as texts
 * @throws UserError when the text is neither a day nor a time
 */
export function time(text: string): string {
  const [, day, offset] =
    /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const parsed = Date.parse(text);
  if (!day || Number.isNaN(parsed))
    throw new UserError(
      `${text}: expected a day or a UTC time, for example 2026-01-01 or 2026-01-01T06:00:00Z`,
    );
  // JavaScript takes 29 February of any year, and means 1 March.
  if (new Date(Date.parse(day)).toISOString().slice(0, day.length) !== day)
    throw new UserError(`${text}: there is no ${day}`);
  const utc = new Date(parsed).toISOString();
  if (offset && offset !== 'Z') throw new UserError(`${text}: evidence is in UTC; in UTC this is ${utc}`);
  return utc;
}

const DAY_MS = 86_400_000;

/**
 * A time to look back from: a day counts until its end.
 * @returns the first moment after it, in the same form
 * @throws UserError as `time`
 */
export function until(text: string): string {
  const start = time(text);
  return text.includes('T') ? start : new Date(Date.parse(start) + DAY_MS).toISOString();
}
