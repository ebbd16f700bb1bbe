import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { VERIFIERS } from '../evidence/verifiers.ts';
import { bundleFunctions, EXPORTER, FUNCTIONS } from './code.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567+changes';
const folder = bundleFunctions('regions: [eu-west-1]\n', COMMIT);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bundled functions', () => {
  test.each([...FUNCTIONS, EXPORTER])('%s is imported by plain Node.js from another place', (name) => {
    const script = `import(${JSON.stringify(join(folder, name, `${name}.mjs`))}).then((m) => console.log(typeof m.handler))`;
    const environment = { PATH: process.env.PATH, POWERTOOLS_LOG_LEVEL: 'SILENT' };
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said.toString().trim()).toBe('function');
  });

  test('the verifiers lie where the bundle builder looks for them, unchanged', () => {
    const builder = join(folder, 'build-bundle');
    for (const name of VERIFIERS)
      expect(readFileSync(join(builder, 'verifier', name), 'utf8')).toBe(
        readFileSync(join('lib/evidence/verifier', name), 'utf8'),
      );
    const builders = readdirSync(builder).filter(
      (name) => name.endsWith('.mjs') && readFileSync(join(builder, name), 'utf8').includes('./verifier/$'),
    );
    expect(builders.length).toBeGreaterThan(0);
  });

  test('the bundle builder knows its commit, and another commit changes no other function', () => {
    const knows = (name: string) =>
      readdirSync(join(folder, name))
        .filter((file) => file.endsWith('.mjs'))
        .some((file) => readFileSync(join(folder, name, file), 'utf8').includes(COMMIT));
    expect([...FUNCTIONS, EXPORTER].filter(knows)).toEqual(['build-bundle']);
  });

  test('the fonts of START-HERE.pdf lie where PDFKit looks for them', () => {
    const [chunk = ''] = readdirSync(join(folder, 'build-bundle')).filter((name) =>
      name.startsWith('pdfkit'),
    );
    const script = `import(${JSON.stringify(join(folder, 'build-bundle', chunk))}).then(({ default: Document }) => {
      const pdf = new Document({ compress: false });
      for (const font of ['Helvetica', 'Helvetica-Bold', 'Times-Bold', 'Courier']) pdf.font(font).text(font);
      pdf.end();
      console.log(String(pdf.read()).slice(0, 5));
    })`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: '/' });
    expect(said.toString().trim()).toBe('%PDF-');
  });

  test.each([...FUNCTIONS, EXPORTER])('the scope file goes with %s', (name) => {
    expect(readFileSync(join(folder, name, 'scope.yaml'), 'utf8')).toBe('regions: [eu-west-1]\n');
  });
});
