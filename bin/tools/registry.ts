import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type AnyRule, type RegisteredRule, register } from '#lib/domain/rule.ts';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** How verdicts and rules are written down; they decide nothing, so that a change there is not a change of logic. */
const NOTATION = ['lib/domain/rule.ts', 'lib/domain/verdict.ts'];
const IMPORT = /^import (?!type )[^;]*? from '([^']+)';$/gms;

/** The file and everything it imports at run time, as paths from the root, sorted. */
function sources(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file) || NOTATION.includes(file)) return found;
  found.add(file);
  for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) {
    sources(name.startsWith('#lib/') ? name.slice(1) : join(dirname(file), name), found);
  }
  return found;
}

/** SHA-256 (hex) over a rule's source and the helpers that it uses: what "the same rule" means in evidence. */
export function sourceHash(file: string): string {
  const digest = createHash('sha256');
  for (const path of [...sources(file)].sort()) digest.update(readFileSync(join(ROOT, path)));
  return digest.digest('hex');
}

/** Rule files as paths from the root, sorted. */
export const ruleFiles = (): readonly string[] =>
  readdirSync(join(ROOT, 'rules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/[^/]+(?<!\.test)\.ts$/.test(path))
    .map((path) => `rules/${path}`)
    .sort();

/** `rules/kms/key-rotation.ts` to `kms-key-rotation`. */
export const idOf = (file: string): string => file.slice('rules/'.length, -'.ts'.length).replace('/', '-');

/**
 * Loads every rule from its file.
 * @throws Error when a file's rule has another id than the file's name says
 */
export async function loadRules(): Promise<
  readonly { readonly file: string; readonly rule: RegisteredRule }[]
> {
  return Promise.all(
    ruleFiles().map(async (file) => {
      const { default: rule } = (await import(pathToFileURL(join(ROOT, file)).href)) as { default?: AnyRule };
      if (rule?.id !== idOf(file)) {
        throw new Error(`${file}: expected a default export with the id ${idOf(file)}, found ${rule?.id}`);
      }
      return { file, rule: register(rule, sourceHash(file)) };
    }),
  );
}
