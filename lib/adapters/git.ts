import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * The commit that is checked out in a folder, with `+changes` where files that it knows differ from it; null where the
 * folder is not the root of a repository, or there is no git.
 */
export function checkedOut(folder: string): string | null {
  const git = (...asked: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...asked], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [within, commit = ''] = git('rev-parse', '--show-prefix', 'HEAD').split('\n');
    if (within !== '') return null;
    return git('status', '--porcelain', '--untracked-files=no') === '' ? commit : `${commit}+changes`;
  } catch {
    return null;
  }
}

/** The commit that this program is, where it runs from its repository. */
export const ownCommit = (): string | null => checkedOut(fileURLToPath(new URL('../..', import.meta.url)));
