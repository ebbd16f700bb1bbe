import { type Html, html, joined, minute, table } from './html.ts';
import type { ShownReviews } from './overview.ts';
import { grouped, plural } from './words.ts';

/**
 * The access reviews that were held: by whom, what was decided, what later runs saw of it.
 * @param file a link to a file of the bundle
 */
export const reviewsHeld = (held: ShownReviews, file: (path: string) => Html): Html =>
  held.count === 0
    ? html`<p class="gap">No access review was signed off within the period. Whether one was held elsewhere is not known here: ask for it. Who could enter is in ${file('access-reviews/principals.csv')}.</p>`
    : html`<p>${plural(held.count, 'review')} signed off within the period; reviews that were held elsewhere are not known here. Each decides about every principal and credential that a run listed; what became of a decision is what later runs saw. Every decision is in ${file('access-reviews/decisions.csv')}.</p>
${reviews(held, file)}
${quarters(held, file)}
${undone(held, file)}`;

const reviews = ({ count, reviews: shown }: ShownReviews, file: (path: string) => Html): Html =>
  table({
    caption:
      count > shown.length
        ? html`The last ${shown.length} of ${count} reviews; all are in ${file('access-reviews/reviews.csv')}`
        : 'Reviews by their sign-off',
    headings: [
      'Signed off',
      'By',
      'Population of',
      'Accounts',
      'Keep',
      'Change',
      'Remove',
      'Carried out',
      'Not carried out',
      'Cannot be told',
      'Own access',
    ],
    rows: shown.map((row) => [
      minute(row.at),
      joined(row.reviewer),
      minute(row.populationAt),
      row.covers === 'all' ? `all ${row.accounts}` : row.accounts,
      ...[
        row.keep,
        row.change,
        row.remove,
        row.carriedOut,
        row.notCarriedOut,
        row.notSeen,
        row.ownAccess,
      ].map((number) => grouped(Number(number))),
    ]),
    numeric: ['Keep', 'Change', 'Remove', 'Carried out', 'Not carried out', 'Cannot be told', 'Own access'],
  });

/** What a status means to whoever reads it. */
const STATUS: Readonly<Record<string, string>> = {
  held: 'reviewed',
  part: 'reviewed in part',
  missed: 'no review recorded',
  'not due': 'cut by the period, no review recorded',
};

const quarters = ({ quarters: all }: ShownReviews, file: (path: string) => Html): Html =>
  table({
    caption: html`Quarters that the period touches; ${file('access-reviews/quarters.csv')} names the reviews`,
    headings: ['Quarter', 'Access was', 'Accounts left out'],
    rows: all.map(({ quarter, status, notReviewed }) => [quarter, STATUS[status] ?? status, notReviewed]),
    short: ['Quarter'],
  });

const undone = ({ undone: shown, undoneCount }: ShownReviews, file: (path: string) => Html): Html =>
  undoneCount === 0
    ? html`<p class="calm">Every removal and change that was decided was seen carried out.</p>`
    : table({
        caption:
          undoneCount > shown.length
            ? html`The first ${shown.length} of ${grouped(undoneCount)} removals and changes that were not seen carried out; all are in ${file('access-reviews/decisions.csv')}`
            : 'Removals and changes that were not seen carried out by the end of the period',
        headings: ['Decided', 'Principal or credential', 'Account', 'Why', 'What later runs saw'],
        rows: shown.map(({ decision, name, resource, account, comment, outcome, outcomeAt, detail }) => [
          decision,
          html`${name}<br><span class="lead">${joined(resource)}</span>`,
          account,
          comment,
          html`${outcome}${outcomeAt === '' ? '' : html`, ${minute(outcomeAt)}`}${detail === '' ? '' : ` (${detail})`}`,
        ]),
        short: ['Decided'],
      });
