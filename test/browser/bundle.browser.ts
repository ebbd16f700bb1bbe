// The pages of a bundle in real Chromium: `npm run test:browser`.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { humanBundle } from '../support/human-bundle.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FINDINGS = 5_000;
/** Millimetres that the printed page leaves for text, at 96 pixels an inch. */
const PRINTED = { A4: Math.floor((182 / 25.4) * 96), Letter: Math.floor((187.9 / 25.4) * 96) } as const;
const QUICK_MS = 2_000;
const READABLE = 4.5;

const LOOK = readFileSync(new URL('look.js', import.meta.url), 'utf8')
  .trim()
  .replace(/;$/, '');
interface Seen {
  readonly headings: readonly number[];
  readonly unnamed: readonly string[];
  readonly beyond: readonly string[];
  readonly focus: { readonly id: string; readonly text: string | null; readonly outline: string };
  readonly contrasts: readonly { readonly text: string; readonly ratio: number }[];
}
/** Asks a page one of the questions in look.js. */
const ask = <K extends keyof Seen>(page: Page, question: K): Promise<Seen[K]> =>
  page.evaluate(`${LOOK}.${question}()`);

const PAGES = [
  'START-HERE.html',
  'human/controls/encryption-at-rest.html',
  'human/controls/physical-security.html',
];

let root: string;
let browser: Browser;
before(async () => {
  if (!existsSync(CHROMIUM))
    throw new Error(`${CHROMIUM} is not there: apt-get install chromium, or say where it is in CHROMIUM`);
  root = mkdtempSync(join(tmpdir(), 'vouch-browser-'));
  await humanBundle(join(root, 'bundle'), FINDINGS);
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
after(async () => {
  await browser?.close();
  if (root) rmSync(root, { recursive: true, force: true });
});

const addressOf = (path: string): string => pathToFileURL(join(root, 'bundle', path)).href;

/** Opens a page, looks at it, and says what it asked for and complained about. */
async function opened<T>(
  path: string,
  look: (page: Page) => Promise<T>,
  options: BrowserContextOptions = {},
): Promise<{ readonly seen: T; readonly asked: readonly string[]; readonly said: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const [asked, said]: [string[], string[]] = [[], []];
  try {
    const page = await context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    await page.goto(addressOf(path), { waitUntil: 'load' });
    return { seen: await look(page), asked, said };
  } finally {
    await context.close();
  }
}

for (const path of PAGES) {
  describe(path, () => {
    for (const javaScriptEnabled of [true, false]) {
      test(`asks for nothing, complains of nothing and is not changed by names, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
        const look = async (page: Page) => ({
          title: await page.title(),
          foreign: await page
            .locator('img, script, iframe, object, embed, link, base, form, [onerror]')
            .count(),
          text: (await page.locator('main').textContent())?.length ?? 0,
        });
        const { seen, asked, said } = await opened(path, look, { javaScriptEnabled });
        assert.deepEqual(asked, [addressOf(path)]);
        assert.deepEqual(said, []);
        assert.equal(seen.foreign, 0);
        assert.match(seen.title, /SOC 2 evidence 2026-11-02/);
        assert.ok(seen.text > 1_000);
      });
    }

    test('is there quickly, with thousands of findings behind it', async () => {
      const start = performance.now();
      const { seen } = await opened(path, async (page) => {
        await page.locator('footer').scrollIntoViewIfNeeded();
        return performance.now() - start;
      });
      assert.ok(seen < QUICK_MS, `${Math.round(seen)} ms`);
    });

    test('has one h1, headings in order, landmarks, and names for tables and pictures', async () => {
      const { seen } = await opened(path, async (page) => ({
        levels: await ask(page, 'headings'),
        unnamed: await ask(page, 'unnamed'),
        lang: await page.locator('html').getAttribute('lang'),
      }));
      assert.equal(seen.levels.filter((level) => level === 1).length, 1);
      assert.equal(seen.levels[0], 1);
      for (const [index, level] of seen.levels.entries())
        assert.ok(level <= (seen.levels[index - 1] ?? 0) + 1, `h${level} after h${seen.levels[index - 1]}`);
      assert.deepEqual(seen.unnamed, []);
      assert.equal(seen.lang, 'en');
    });

    test('every text stands out from what is behind it', async () => {
      const { seen } = await opened(path, (page) => ask(page, 'contrasts'));
      assert.ok(seen.length > 50);
      assert.deepEqual(
        seen.filter(({ ratio }) => ratio < READABLE),
        [],
      );
    });

    test('is walked through by keyboard: first past the contents, then every link in order, each seen', async () => {
      await opened(path, async (page) => {
        await page.keyboard.press('Tab');
        const skip = page.locator(':focus');
        assert.equal(await skip.textContent(), 'To the content');
        const box = await skip.boundingBox();
        assert.ok(box && box.x >= 0 && box.y >= 0);
        await page.keyboard.press('Enter');
        assert.equal((await ask(page, 'focus')).id, 'main');
      });
      await opened(path, async (page) => {
        const order = await page.locator('a:not(details a), summary').allTextContents();
        for (const text of order.slice(0, 60)) {
          await page.keyboard.press('Tab');
          const focus = await ask(page, 'focus');
          assert.deepEqual([focus.text, focus.outline], [text, 'solid']);
        }
      });
    });

    for (const [format, width] of Object.entries(PRINTED)) {
      test(`prints on ${format} with nothing cut off`, async () => {
        const { seen } = await opened(
          path,
          async (page) => {
            await page.emulateMedia({ media: 'print' });
            const pdf = await page.pdf({ format, preferCSSPageSize: false });
            return {
              cut: await ask(page, 'beyond'),
              pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0,
            };
          },
          { viewport: { width, height: 1000 } },
        );
        assert.deepEqual(seen.cut, []);
        assert.ok(seen.pages >= 1 && seen.pages <= 40, `${seen.pages} pages`);
      });
    }

    test('needs no scrolling sideways on a telephone', async () => {
      const { seen } = await opened(path, (page) => ask(page, 'beyond'), {
        viewport: { width: 360, height: 700 },
      });
      assert.deepEqual(seen, []);
    });
  });
}

test('a control with thousands of deviations shows the first and says how many more there are, and where', async () => {
  const { seen } = await opened(PAGES[1] ?? '', (page) => page.locator('main').textContent());
  assert.match(seen ?? '', /200 of 5,0\d\d deviations; 4,8\d\d more in results\/deviations\.csv/);
  assert.match(seen ?? '', /<img src=x onerror=/);
});
