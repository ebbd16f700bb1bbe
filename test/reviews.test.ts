import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type {
  AccessReview,
  Line,
  ReviewAsk,
  ReviewDetails,
  ReviewRecord,
} from '#lib/domain/access-review.ts';
import type { Caller } from '#lib/domain/exception.ts';
import { buildBundle } from '#lib/evidence/bundle.ts';
import { payloadOf } from '#lib/evidence/dsse.ts';
import { readinessOf } from '#lib/evidence/readiness.ts';
import { recordReview } from '#lib/evidence/review-record.ts';
import { withTables } from '#lib/evidence/tables.ts';
import { verifyFile } from '#lib/evidence/verify.ts';
import { BUNDLE_FILES } from '#lib/report/bundle-contract.ts';
import { columnOf } from '#lib/report/dictionary.ts';
import { memoryReviews } from './support/reviews.ts';
import { deployment, type Kind, type World } from './support/world.ts';

type Row = Readonly<Record<string, string>>;

const AUDIT = '999999999999';
const [A, B] = ['111111111111', '222222222222'] as const;
const caller = (name: string): Caller => ({
  arn: `arn:aws:iam::${AUDIT}:user/${name}`,
  account: AUDIT,
  userId: `AIDA${name}`,
  requestId: `request of ${name}`,
});
const resource = (account: string, name: string): string =>
  `arn:aws:test:aws-global:${account}:thing/${name}`;
const line = (account: string, name: string, decision = 'keep', comment = ''): Line => ({
  type: 'AWS::IAM::User',
  resource: resource(account, name),
  decision,
  comment,
});
const world = (a: readonly string[], b: readonly string[] | 'denied'): World => ({
  [`${A}/aws-global`]: { things: Object.fromEntries(a.map((name) => [name, true])) },
  [`${B}/aws-global`]: {
    things: b === 'denied' ? { fault: 'denied' } : Object.fromEntries(b.map((name) => [name, true])),
  },
});
const USERS: Kind = {
  type: 'AWS::IAM::User',
  where: 'global',
  rule: 'iam-user-listed-for-review',
  mine: () => true,
};

/** A deployment whose things are users, with one run of the first of November. */
async function recorded(at = world(['ann', 'bob'], ['cyd'])) {
  const vouch = deployment(undefined, [USERS]);
  const reviews = memoryReviews();
  const recording = { ...vouch, reviews, account: AUDIT };
  const run = async (day: number, then: World) => {
    await vouch.run(`2026-11-${String(day).padStart(2, '0')}T06:00:00Z`, then);
    const { sequence, id } = (await vouch.store.lastRun()) ?? { sequence: 0, id: '' };
    return { sequence, id };
  };
  const first = await run(1, at);
  const ask = (decisions: readonly Line[], more: Partial<ReviewAsk> = {}): ReviewAsk => ({
    step: 'review',
    run: first,
    accounts: null,
    decisions,
    note: null,
    ...more,
  });
  const sign = (asked: ReviewAsk, by = caller('grace')) => recordReview(asked, by, recording);
  const kept = async (): Promise<readonly AccessReview[]> => {
    const all: AccessReview[] = [];
    for await (const review of reviews.reviews()) all.push(review);
    return all;
  };
  /** What is signed, and the details that it pins. */
  const signed = async ({ file, details }: AccessReview) => {
    const [record, decided] = await Promise.all([file, details].map(({ key }) => vouch.evidence.get(key)));
    return {
      record: payloadOf<ReviewRecord>(record?.body ?? Buffer.of()),
      details: JSON.parse(Buffer.from(decided?.body ?? []).toString()) as ReviewDetails,
    };
  };
  return { vouch, reviews, run, first, ask, sign, kept, signed };
}

const ALL = [line(A, 'ann'), line(A, 'bob'), line(B, 'cyd')];

describe('what is refused, and why', () => {
  const [ann, bob, cyd] = [resource(A, 'ann'), resource(A, 'bob'), resource(B, 'cyd')];
  test.each<[string, Line[], Partial<ReviewAsk>, string]>([
    ['a row too few', ALL.slice(1), {}, `1 row missing from the decisions: AWS::IAM::User ${ann}`],
    ['a row of nobody', [...ALL, line(A, 'zoe')], {}, '1 row not in the population of run 1: AWS::IAM::User'],
    [
      'a row twice',
      [...ALL, line(A, 'bob', 'remove', 'left')],
      {},
      `decided about more than once: AWS::IAM::User ${bob}`,
    ],
    ['a blank', [line(A, 'ann', ''), ...ALL.slice(1)], {}, `1 row without a decision: AWS::IAM::User ${ann}`],
    [
      'another word',
      [line(A, 'ann', 'approve'), ...ALL.slice(1)],
      {},
      'decided "approve", which is none of keep, change, remove',
    ],
    [
      'a removal without a word',
      [line(A, 'ann', 'remove'), ...ALL.slice(1)],
      {},
      '1 row to remove, without a comment that says what or why',
    ],
    [
      'a change without a word',
      [line(A, 'ann', 'change', ' '), ...ALL.slice(1)],
      {},
      '1 row to change, without a comment',
    ],
    [
      'an endless comment',
      [line(A, 'ann', 'keep', 'x'.repeat(2_001)), ...ALL.slice(1)],
      {},
      'with a comment of more than 2000 letters',
    ],
    ['an endless note', ALL, { note: 'x'.repeat(2_001) }, 'the note has 2001 letters'],
    [
      'a row of another account',
      ALL,
      { accounts: [A] },
      `not in the population of run 1 in ${A}: AWS::IAM::User ${cyd}`,
    ],
    [
      'an account that is not there',
      ALL.slice(0, 2),
      { accounts: [A, '333333333333'] },
      'run 1 has no account 333333333333',
    ],
    ['a run that is not there', ALL, { run: { sequence: 7, id: 'x' } }, 'there is no run 7 with the id x'],
    ['another run of that number', ALL, { run: { sequence: 1, id: 'x' } }, 'there is no run 1 with the id x'],
  ])('%s', async (_, decisions, more, why) => {
    const { ask, sign, kept } = await recorded();
    const signing = sign(ask(decisions, more));
    await expect(signing).rejects.toMatchObject({ name: 'Refusal', message: expect.stringContaining(why) });
    expect(await kept()).toEqual([]);
  });

  test('several faults at once, each with its rows', async () => {
    const { ask, sign } = await recorded();
    await expect(sign(ask([line(A, 'ann', ''), line(A, 'zoe')]))).rejects.toThrow(
      /without a decision: .*ann; 1 row not in the population .*zoe; 2 rows missing .*bob, .*cyd$/,
    );
  });

  test.each<[string, Caller, string]>([
    ['of another account', { ...caller('grace'), account: A }, `is not of account ${AUDIT}`],
    [
      'that names nobody',
      { ...caller('grace'), arn: `arn:aws:iam::${AUDIT}:root` },
      'does not tell who reviews',
    ],
  ])('somebody %s', async (_, by, why) => {
    const { ask, sign } = await recorded();
    await expect(sign(ask(ALL), by)).rejects.toThrow(why);
  });

  test('an open run, and one of which the seal does not hold any more', async () => {
    const { vouch, ask, sign } = await recorded();
    vouch.at('2026-11-02T06:00:00Z', world([], []));
    const { run } = await vouch.plan();
    await expect(sign(ask(ALL, { run }))).rejects.toThrow('run 2 is not sealed');
    const get = vouch.evidence.get.bind(vouch.evidence);
    vouch.evidence.get = async (key) => (key.includes(A) ? null : get(key));
    await expect(sign(ask(ALL))).rejects.toThrow(
      /what run 1 saw is not there as it was sealed: .*is missing/,
    );
  });

  test('a review of nobody', async () => {
    const { ask, sign } = await recorded(world([], ['cyd']));
    await expect(sign(ask([], { accounts: [A] }))).rejects.toThrow(
      `the population of run 1 in ${A} is empty`,
    );
  });
});

describe('what is recorded', () => {
  test('the whole population, the run by its seal, who, and when', async () => {
    const { vouch, first, ask, sign, kept, signed } = await recorded();
    vouch.at('2026-11-03T10:00:00Z', world([], []));
    const review = await sign(ask([...ALL].reverse(), { note: 'with the team leads' }));
    expect(await kept()).toEqual([review]);
    expect(review).toMatchObject({
      whole: true,
      accounts: 2,
      counts: { keep: 3, change: 0, remove: 0 },
      own: 0,
    });
    const { record, details } = await signed(review);
    expect(record).toMatchObject({
      id: review.id,
      run: { ...first, seal: (await vouch.store.run(1))?.seal?.sha256 },
      accounts: 2,
      population: { principals: 3 },
      notListed: 0,
      note: 'with the team leads',
      by: caller('grace'),
      at: '2026-11-03T10:00:00.000Z',
    });
    expect(details.accounts).toEqual([A, B]);
    expect(details.decisions.map(({ account, name }) => [account, name])).toEqual([
      [A, 'ann'],
      [A, 'bob'],
      [B, 'cyd'],
    ]);
  });

  test('of named accounts, those', async () => {
    const { ask, sign, signed } = await recorded();
    const { record, details } = await signed(await sign(ask(ALL.slice(0, 2), { accounts: [A] })));
    expect(record).toMatchObject({ accounts: 1, whole: false, population: { principals: 2 } });
    expect(details.accounts).toEqual([A]);
  });

  test('a population that could not be listed is nobody, and is said', async () => {
    const { ask, sign, signed } = await recorded(world(['ann'], 'denied'));
    const review = await sign(ask([line(A, 'ann')]));
    expect(review.notListed).toBe(1);
    expect((await signed(review)).details.notListed).toEqual([
      { account: B, type: 'AWS::IAM::User', why: expect.stringContaining('test:ListThings') },
    ]);
  });

  test('delivered again, also a week later and after a stop before the table, it is the same review', async () => {
    const { vouch, ask, sign, kept, reviews } = await recorded();
    const add = reviews.addReview;
    reviews.addReview = async () => {
      throw new Error('stopped');
    };
    await expect(sign(ask(ALL))).rejects.toThrow('stopped');
    reviews.addReview = add;
    const once = await sign(ask(ALL));
    vouch.at('2026-11-08T06:00:00Z', world([], []));
    expect(await sign(ask(ALL))).toEqual(once);
    expect(await kept()).toEqual([once]);
  });

  test('what is signed stays small, however many are decided about', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `user-${index}`);
    const { ask, sign, signed } = await recorded(world(many, []));
    const review = await sign(ask(many.map((name) => line(A, name))));
    // KMS hashes no more than that by itself: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
    expect(JSON.stringify((await signed(review)).record).length).toBeLessThan(2_000);
  });

  test('two reviewers in the same moment, or one with other decisions, are two reviews', async () => {
    const { ask, sign, kept } = await recorded();
    const two = await Promise.all([sign(ask(ALL), caller('grace')), sign(ask(ALL), caller('heidi'))]);
    const other = await sign(ask([line(A, 'ann', 'remove', 'left'), ...ALL.slice(1)]));
    expect(new Set((await kept()).map(({ id }) => id))).toEqual(new Set([...two, other].map(({ id }) => id)));
    expect(await kept()).toHaveLength(3);
  });

  test('a record that somebody else wrote at once is the one that counts', async () => {
    const { vouch, ask, sign, kept } = await recorded();
    const put = vouch.evidence.put.bind(vouch.evidence);
    vouch.evidence.put = async (key, body, type, note) => {
      await put(key, body, type, note);
      return false;
    };
    const review = await sign(ask(ALL));
    expect(await kept()).toEqual([review]);
  });
});

describe('in the bundle', () => {
  const PERIOD = { from: '2026-10-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
  const COMMENT = '=cmd|"/c calc"!A1\r\nbye';
  let root: string;
  let folder: string;
  let made: Awaited<ReturnType<typeof recorded>>;
  const table = (path: string, within = folder): Row[] =>
    parse(readFileSync(join(within, path)), { columns: true }) as Row[];
  const bundling = () => ({ ...made.vouch.bundling('2027-01-02T00:00:00Z'), reviews: made.reviews });

  /** Two are to go: one goes and comes again, one stays; the second account is read in secret afterwards. */
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'vouch-reviews-'));
    folder = join(root, 'bundle');
    made = await recorded();
    const { vouch, run, ask, sign } = made;
    vouch.at('2026-11-01T09:00:00Z', world([], []));
    await sign(
      ask(
        [
          line(A, 'ann', 'remove', COMMENT),
          line(A, 'bob', 'remove', 'on leave'),
          line(B, 'cyd', 'change', 'x'),
        ],
        {
          note: '@note',
        },
      ),
    );
    await run(2, world(['ann', 'bob'], 'denied'));
    await run(3, world(['bob'], 'denied'));
    await run(4, world(['ann', 'bob'], 'denied'));
    const [, second] = [0, await run(5, world(['bob'], ['cyd']))];
    vouch.at('2026-11-20T09:00:00Z', world([], []));
    await sign(ask([line(A, 'bob')], { run: second, accounts: [A] }), caller('heidi'));
    await buildBundle(folder, PERIOD, bundling());
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('each decision has what later runs saw', () => {
    expect(
      table('access-reviews/decisions.csv').map(({ name, decision, outcome, outcomeRun, detail }) => [
        name,
        decision,
        outcome,
        outcomeRun,
        detail,
      ]),
    ).toEqual([
      ['ann', 'remove', 'removed', '3', ''],
      ['bob', 'remove', 'still there', '5', ''],
      ['cyd', 'change', 'as reviewed', '5', ''],
      ['bob', 'keep', '', '', ''],
    ]);
  });

  test('each review has its counts, who, and how long it took', () => {
    expect(table('access-reviews/reviews.csv')).toMatchObject([
      {
        run: '1',
        populationAt: '2026-11-01T06:00:00.000Z',
        covers: 'all',
        accounts: '2',
        principals: '3',
        keep: '0',
        change: '1',
        remove: '2',
        carriedOut: '1',
        notCarriedOut: '2',
        notSeen: '0',
        reviewer: caller('grace').arn,
        days: '0',
        note: "'@note",
      },
      { run: '5', covers: A, principals: '1', reviewer: caller('heidi').arn, days: '15' },
    ]);
  });

  test('what a spreadsheet would run is inert', () => {
    expect(table('access-reviews/decisions.csv')[0]?.comment).toBe(`'${COMMENT}`);
  });

  test('the quarter was held, and so the warning is about what was not carried out', async () => {
    expect(table('access-reviews/quarters.csv')).toMatchObject([
      { quarter: '2026-Q4', status: 'held', accounts: '2', notReviewed: '' },
    ]);
    const { warnings } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    const about = (warnings as string[]).filter((text) => text.includes('access review'));
    expect(about).toEqual([
      '2 of 3 removals and changes that access reviews decided were not seen carried out by the end of the period: access-reviews/decisions.csv',
    ]);
  });

  test('the pages say who reviewed, what was decided, and what nobody did', () => {
    const pages = ['START-HERE.html', 'human/controls/access-review.html'].map((path) =>
      readFileSync(join(folder, path), 'utf8'),
    );
    for (const page of pages) {
      expect(page).toContain('2 reviews signed off within the period; reviews that were held elsewhere');
      expect(page).toMatch(/user\/<wbr>grace/);
      expect(page).toMatch(/2026-Q4<\/th><td>reviewed<\/td>/);
      expect(page).toMatch(/on leave<\/td><td>still there, <time/);
    }
    const other = readFileSync(join(folder, 'human/controls/human-mfa.html'), 'utf8');
    expect(other).not.toContain('signed off');
  });

  test('readiness says what to do', async () => {
    const { controls } = await withTables(PERIOD, bundling(), readinessOf);
    const next = controls.find(({ control }) => control === 'access-review')?.next ?? [];
    expect(next).toContain(
      'carry out, or decide again, 2 removals and changes of access reviews (access-reviews/decisions.csv)',
    );
  });

  test('without a review, pages and readiness say so, and that others may have been held elsewhere', async () => {
    const without = { ...made.vouch.bundling('2027-01-02T00:00:00Z'), reviews: memoryReviews() };
    await buildBundle(join(root, 'without'), { ...PERIOD, from: '2026-10-02T00:00:00.000Z' }, without);
    expect(readFileSync(join(root, 'without/START-HERE.html'), 'utf8')).toContain(
      'Whether one was held elsewhere is not known here',
    );
    const next = async (from: string) =>
      (await withTables({ ...PERIOD, from }, without, readinessOf)).controls.find(
        ({ control }) => control === 'access-review',
      )?.next;
    expect(await next('2026-10-01T00:00:00.000Z')).toContain(
      'show that access was reviewed in 2026-Q4: no review of that quarter is recorded',
    );
    expect(await next('2026-10-02T00:00:00.000Z')).toContainEqual(
      expect.stringMatching(/^hold the access review of 2026-Q4: "vouch access-review --for-decision/),
    );
  });

  test('accounts that the reviews of a quarter leave out are named', async () => {
    const { vouch, ask, sign, reviews } = await recorded();
    vouch.at('2026-11-02T00:00:00Z', world([], []));
    await sign(ask(ALL.slice(0, 2), { accounts: [A] }));
    const bundle = join(root, 'part');
    await buildBundle(bundle, PERIOD, { ...vouch.bundling('2027-01-02T00:00:00Z'), reviews });
    expect(table('access-reviews/quarters.csv', bundle)).toMatchObject([{ status: 'part', notReviewed: B }]);
    expect(readFileSync(join(bundle, 'summary.json'), 'utf8')).toContain(
      `access reviews of 2026-Q4 do not cover in full: ${B}`,
    );
  });

  test('every column has its meaning, and every signed record its form', () => {
    for (const name of ['reviews', 'decisions', 'quarters']) {
      const path = `access-reviews/${name}.csv`;
      const [header = ''] = readFileSync(join(folder, path), 'utf8').split('\r\n');
      for (const column of header.split(','))
        expect([column, columnOf(path, column)]).toEqual([column, expect.anything()]);
    }
    const { form } = BUNDLE_FILES['access-review'] ?? {};
    for (const { id } of table('access-reviews/reviews.csv')) {
      const file = readFileSync(join(folder, `access-reviews/signed/${id}.json`));
      expect(form?.safeParse(payloadOf(file)).error).toBe(undefined);
      const details = JSON.parse(readFileSync(join(folder, `access-reviews/details/${id}.json`), 'utf8'));
      expect(BUNDLE_FILES['access-review-details']?.form.safeParse(details).error).toBe(undefined);
    }
  });

  test('built again it is the same, and it verifies by both programs', async () => {
    await buildBundle(join(root, 'again'), PERIOD, bundling());
    for (const name of ['reviews', 'decisions', 'quarters'].map((each) => `access-reviews/${each}.csv`))
      expect(readFileSync(join(root, 'again', name))).toEqual(readFileSync(join(folder, name)));
    expect(await verifyFile(folder)).toMatchObject({ faults: [] });
    expect(execFileSync('sh', [join(folder, 'verify/verify.sh')], { encoding: 'utf8' })).toMatch(/^INTACT/);
  });

  test.each([
    ['access-reviews/decisions.csv', 'still there', 'removed    '],
    ['access-reviews/reviews.csv', 'heidi', 'grace'],
    ['access-reviews/details/', 'on leave', 'on duty!'],
  ])('a change of %s is found by both programs', async (path, from, to) => {
    const spoiled = join(root, `spoiled ${from}`);
    cpSync(folder, spoiled, { recursive: true });
    const [{ id } = { id: '' }] = await made.kept();
    const file = path.endsWith('/') ? `${path}${id}.json` : path;
    writeFileSync(join(spoiled, file), readFileSync(join(spoiled, file), 'utf8').replace(from, to));
    const { faults } = await verifyFile(spoiled);
    expect(faults).toEqual([
      `${file}: was changed`,
      ...(file === path ? [] : [`${file}: is not the file that access-reviews/signed/${id}.json pins`]),
    ]);
    expect(() => execFileSync('sh', [join(spoiled, 'verify/verify.sh')], { stdio: 'pipe' })).toThrow();
  });

  test('a signed record that was changed is found by its signature too', async () => {
    const [{ id } = { id: '' }] = await made.kept();
    const path = `access-reviews/signed/${id}.json`;
    const spoiled = join(root, 'spoiled signature');
    cpSync(folder, spoiled, { recursive: true });
    const envelope = JSON.parse(readFileSync(join(spoiled, path), 'utf8'));
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('grace', 'heidi');
    writeFileSync(
      join(spoiled, path),
      `${JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') })}\n`,
    );
    expect((await verifyFile(spoiled)).faults).toContain(`${path}: the signature does not match`);
  });
});
