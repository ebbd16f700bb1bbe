import type { Severity } from '../domain/rule.ts';
import type { VerdictCounts } from '../domain/verdict.ts';
import { type Html, html } from './html.ts';
import { plural } from './words.ts';

/** How a day of the period is covered by runs. */
export const DAY_STATES = [
  'complete',
  'partial',
  'failed',
  'missed',
  'lost',
  'open',
  'none',
  'not due',
] as const;
export type DayState = (typeof DAY_STATES)[number];

/** A day of the period; `day` is its date. */
export interface CoveredDay {
  readonly day: string;
  readonly status: DayState;
}

/** Findings by verdict at the end of a day. */
export interface DayVerdicts {
  readonly day: string;
  readonly counts: VerdictCounts;
}

/** Failures of one severity by the time they took, in tenths of what each was given. */
export interface FixTimes {
  readonly severity: Severity;
  /** Days given; several when the deadline changed within the period. */
  readonly days: readonly number[];
  /** Ended: up to 0.1 of the time given, up to 0.2, ..., twice the time given and more. */
  readonly ended: readonly number[];
  /** Those that last, by their age at the end of the period. */
  readonly lasting: readonly number[];
}

/** Bins of a picture of fix times: ten up to the deadline, ten to twice the deadline, one beyond. */
export const BINS = 21;

/** The bin of a failure that took so much of the time given to it; a deadline that is just met is met. */
export const binOf = (taken: number, given: number): number =>
  Math.max(0, Math.min(BINS - 1, Math.ceil((10 * taken) / given) - 1));

const BAD = '#a1261f';
const WARN = '#c98a1b';
const GOOD = '#cfe3d7';
const LINE = '#d9dde3';
const INK = '#1b1f24';

/** Lines and dots, so that no meaning hangs on a colour; ids are unique within a page. */
const patterns = (id: string): Html => html`<defs>
<pattern id="${id}-lines" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><rect width="2.2" height="5" fill="${WARN}"/></pattern>
<pattern id="${id}-ink" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><rect width="1.6" height="4" fill="${BAD}"/></pattern>
</defs>`;

interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly content: Html;
}

const drawing = ({ id, title, description, width, height, content }: Drawing): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>
${patterns(id)}
${content}
</svg>`;

const round = (value: number): number => Math.round(value * 100) / 100;

interface DayLook {
  readonly word: string;
  readonly letter: string;
  fill(id: string): string;
  readonly stroke: string;
  readonly dashed?: boolean;
  /** White behind the letter, where the fill has lines. */
  readonly plate?: boolean;
  readonly on?: boolean;
}

/** Each state by a letter, a fill and a border. */
const DAY_LOOKS: Readonly<Record<DayState, DayLook>> = {
  complete: { word: 'complete', letter: '', fill: () => GOOD, stroke: GOOD },
  partial: { word: 'partial', letter: 'P', fill: (id) => `url(#${id}-lines)`, stroke: WARN, plate: true },
  failed: { word: 'failed', letter: 'F', fill: () => BAD, stroke: BAD, on: true },
  missed: { word: 'missed', letter: 'M', fill: () => '#fff', stroke: BAD },
  lost: { word: 'evidence lost', letter: 'L', fill: (id) => `url(#${id}-ink)`, stroke: BAD, plate: true },
  open: { word: 'not sealed', letter: 'O', fill: () => '#f5f6f8', stroke: INK },
  none: { word: 'no run', letter: '–', fill: () => '#fff', stroke: '#8a929d', dashed: true },
  'not due': { word: 'not due', letter: '', fill: () => '#fff', stroke: LINE },
};

/** The words for a day's state. */
export const dayWord = (state: DayState): string => DAY_LOOKS[state].word;

const CELL = { width: 25, height: 20, gap: 2 } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A line a month, a box a day. */
export function calendar(days: readonly CoveredDay[]): Html {
  const id = 'calendar';
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  const [left, top] = [66, 18];
  const used = DAY_STATES.filter((state) => days.some(({ status }) => status === state));
  const box = (state: DayState, x: number, y: number, said: string): Html => {
    const { letter, fill, stroke, dashed, plate, on } = DAY_LOOKS[state];
    return html`<g><title>${said}</title><rect x="${x + 0.5}" y="${y + 0.5}" width="${CELL.width - CELL.gap - 1}" height="${CELL.height - CELL.gap - 1}" rx="2" fill="${fill(id)}" stroke="${stroke}"${dashed ? html` stroke-dasharray="2 2"` : ''}/>${plate ? html`<rect x="${x + 6}" y="${y + 3}" width="11" height="12" fill="#fff"/>` : ''}<text x="${x + 11.5}" y="${y + 13}" text-anchor="middle" class="${on ? 'on' : 'ink'}">${letter}</text></g>`;
  };
  const bottom = top + months.length * CELL.height + 10;
  return drawing({
    id,
    title: 'Days of the period by the state of their runs',
    description: used
      .map((state) => `${DAY_LOOKS[state].word}: ${days.filter(({ status }) => status === state).length}`)
      .join(', '),
    width: left + 31 * CELL.width,
    height: bottom + CELL.height + 2,
    content: html`${Array.from({ length: 31 }, (_, index) => html`<text x="${left + index * CELL.width + 11.5}" y="12" text-anchor="middle">${index + 1}</text>`)}
${months.map((month, row) => html`<text x="0" y="${top + row * CELL.height + 13}" class="ink">${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}</text>`)}
${days.map(({ day, status }) =>
  box(
    status,
    left + (Number(day.slice(8)) - 1) * CELL.width,
    top + months.indexOf(day.slice(0, 7)) * CELL.height,
    `${day}: ${DAY_LOOKS[status].word}`,
  ),
)}
${used.map((state, index) => html`${box(state, left + index * 105, bottom, DAY_LOOKS[state].word)}<text x="${left + index * 105 + CELL.width + 3}" y="${bottom + 13}">${DAY_LOOKS[state].word}</text>`)}`,
  });
}

/** Points that a picture of time has at most before weeks stand for days. */
const POINTS = 62;
const WEEK = 7;
const trouble = ({ counts }: DayVerdicts): number => counts.FAIL + counts.NOT_EVALUATED;

/** Each day of a short time; of each week of a long one the worst day, so that nothing bad is smoothed away. */
export function worstDays(days: readonly DayVerdicts[]): readonly DayVerdicts[] {
  if (days.length <= POINTS) return days;
  const weeks: DayVerdicts[] = [];
  for (let start = 0; start < days.length; start += WEEK) {
    const [first, ...rest] = days.slice(start, start + WEEK);
    if (first) weeks.push(rest.reduce((worst, day) => (trouble(day) > trouble(worst) ? day : worst), first));
  }
  return weeks;
}

/** Steps from left to right between two series of heights. */
function band(
  lower: readonly number[],
  upper: readonly number[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  const steps = (values: readonly number[]): readonly (readonly [number, number])[] =>
    values.flatMap((value, index) => [
      [x(index), y(value)],
      [x(index + 1), y(value)],
    ]);
  return `M${[...steps(upper), ...[...steps(lower)].reverse()].map(([a, b]) => `${round(a)} ${round(b)}`).join('L')}Z`;
}

/** What fails lies at the bottom, what was not evaluated on it, what passes on top. */
const stacked = (days: readonly DayVerdicts[]) => ({
  zero: days.map(() => 0),
  fail: days.map(({ counts }) => counts.FAIL),
  unseen: days.map(trouble),
  all: days.map((day) => trouble(day) + day.counts.PASS),
});

/** A number at which a scale may end. */
function roundUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 2.5, 5, 10].find((step) => step * magnitude >= value) ?? 10) * magnitude;
}

/** Verdicts as stacked steps over the days. */
export function verdictsOverTime(days: readonly DayVerdicts[]): Html {
  const id = 'verdicts';
  const { zero, fail, unseen, all } = stacked(days);
  const [left, top, width, height] = [48, 8, 690, 190];
  const most = roundUp(Math.max(1, ...all));
  const x = (index: number) => left + (width * index) / days.length;
  const y = (value: number) => top + height - (height * value) / most;
  const last = days.length - 1;
  const every = Math.max(1, Math.ceil(days.length / 8));
  const label = (lower: number, upper: number, word: string, count: number) =>
    upper - lower > most / 16
      ? html`<text x="${left + width + 8}" y="${round(y((lower + upper) / 2) + 4)}" class="ink">${word} ${count}</text>`
      : '';
  return drawing({
    id,
    title: 'Findings by verdict over the period',
    description: `At the beginning ${said(days[0])}; at the end ${said(days[last])}. Findings that do not apply are left out.`,
    width: 866,
    height: top + height + 24,
    content: html`${[0, 0.25, 0.5, 0.75, 1].map((part) => html`<path d="M${left} ${round(y(part * most))}H${left + width}" stroke="${LINE}"/><text x="${left - 6}" y="${round(y(part * most) + 4)}" text-anchor="end">${round(part * most)}</text>`)}
<path d="${band(unseen, all, x, y)}" fill="${GOOD}"/>
<path d="${band(fail, unseen, x, y)}" fill="url(#${id}-lines)" stroke="${WARN}" stroke-width=".7"/>
<path d="${band(zero, fail, x, y)}" fill="${BAD}"/>
${days.map(({ day }, index) => (index % every === 0 ? html`<text x="${round(x(index))}" y="${top + height + 16}">${day.slice(5)}</text>` : ''))}
${label(unseen[last] ?? 0, all[last] ?? 0, 'Pass', days[last]?.counts.PASS ?? 0)}${label(fail[last] ?? 0, unseen[last] ?? 0, 'Not evaluated', days[last]?.counts.NOT_EVALUATED ?? 0)}${label(0, fail[last] ?? 0, 'Fail', days[last]?.counts.FAIL ?? 0)}`,
  });
}

const said = (day: DayVerdicts | undefined): string =>
  day
    ? `${day.counts.FAIL} fail, ${day.counts.NOT_EVALUATED} not evaluated, ${day.counts.PASS} pass`
    : 'nothing';

/** The same in the size of a word, for one criterion. */
export function smallVerdicts(name: string, days: readonly DayVerdicts[]): Html {
  const id = `of-${name.replace(/[^A-Za-z0-9]/g, '')}`;
  const { zero, fail, unseen, all } = stacked(days);
  const [width, height] = [118, 26];
  const most = Math.max(1, ...all);
  const x = (index: number) => (width * index) / days.length;
  const y = (value: number) => height - (height * value) / most;
  return drawing({
    id,
    title: `${name} over the period`,
    description: `At the beginning ${said(days[0])}; at the end ${said(days.at(-1))}`,
    width,
    height,
    content: html`<path d="${band(unseen, all, x, y)}" fill="${GOOD}"/><path d="${band(fail, unseen, x, y)}" fill="url(#${id}-lines)"/><path d="${band(zero, fail, x, y)}" fill="${BAD}"/>`,
  });
}

/** A lane a severity: how many took which part of the time given; right of the line is too late. */
export function fixTimes(lanes: readonly FixTimes[]): Html {
  const id = 'times';
  const [left, top, lane, bar, room] = [150, 22, 58, 31, 40];
  const middle = left + 10 * bar;
  /** What is there is seen, however much else there is. */
  const height = (count: number, most: number) => (count === 0 ? 0 : Math.max(2, (room * count) / most));
  const late = (bins: readonly number[]) => bins.slice(10).reduce((sum, count) => sum + count, 0);
  return drawing({
    id,
    title: 'Time that failures took, measured by the time given',
    description: lanes
      .map(
        ({ severity, ended, lasting }) =>
          `${severity}: ${late(ended)} fixed late, ${late(lasting)} overdue, ${sum(ended) + sum(lasting) - late(ended) - late(lasting)} within their time`,
      )
      .join('; '),
    width: 866,
    height: top + lanes.length * lane + 46,
    content: html`<text x="${middle}" y="12" text-anchor="middle" class="ink">deadline</text><text x="${middle - 12 - 40}" y="12" text-anchor="end">in time</text><text x="${middle + 12 + 40}" y="12">late</text>
${lanes.map(({ severity, days, ended, lasting }, index) => {
  const base = top + index * lane + lane - 12;
  const most = Math.max(1, ...ended.map((count, bin) => count + (lasting[bin] ?? 0)));
  return html`<text x="0" y="${base - 18}" class="ink">${severity}</text><text x="0" y="${base - 4}">${days.length > 0 ? `given ${days.map((count) => plural(count, 'day')).join(', then ')}` : 'no deadline'}</text>
<path d="M${left} ${base + 0.5}H${left + BINS * bar}" stroke="${LINE}"/>
${ended.map((count, bin) => {
  const open = lasting[bin] ?? 0;
  const [x, tall, taller] = [left + bin * bar + 3, height(count, most), height(open, most)];
  return count + open === 0
    ? ''
    : html`<rect x="${x}" y="${round(base - tall)}" width="${bar - 6}" height="${round(tall)}" fill="${bin < 10 ? '#1f6b4a' : BAD}"/><rect x="${x + 0.5}" y="${round(base - tall - taller)}" width="${bar - 7}" height="${round(taller)}" fill="${bin < 10 ? `url(#${id}-lines)` : `url(#${id}-ink)`}" stroke="${bin < 10 ? WARN : BAD}"/><text x="${x + bar / 2 - 3}" y="${base + 12}" text-anchor="middle">${count + open}</text>`;
})}`;
})}
<path d="M${middle} ${top - 2}V${top + lanes.length * lane - 8}" stroke="${INK}" stroke-width="1.5"/>
<text x="${left}" y="${top + lanes.length * lane + 12}">at once</text><text x="${middle + 10 * bar}" y="${top + lanes.length * lane + 12}" text-anchor="middle">twice the time</text>
<g transform="translate(${left} ${top + lanes.length * lane + 24})"><rect width="12" height="12" fill="#1f6b4a"/><text x="17" y="10">ended in time</text><rect x="115" width="12" height="12" fill="${BAD}"/><text x="132" y="10">ended late</text><rect x="215.5" y=".5" width="11" height="11" fill="url(#${id}-lines)" stroke="${WARN}"/><text x="232" y="10">lasts, still in time</text><rect x="360.5" y=".5" width="11" height="11" fill="url(#${id}-ink)" stroke="${BAD}"/><text x="377" y="10">lasts, overdue</text></g>`,
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
