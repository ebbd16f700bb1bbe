import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { checkedOut } from './git.ts';

const folder = mkdtempSync(join(tmpdir(), 'vouch-git-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (...asked: readonly string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...asked], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

test('a commit is named, with whether files differ from it; what is no repository has none', () => {
  expect(checkedOut(folder)).toBeNull();
  git('init', '--quiet');
  expect(checkedOut(folder)).toBeNull(); // nothing is committed yet
  writeFileSync(join(folder, 'code'), 'first');
  git('add', 'code');
  git('commit', '--quiet', '--message', 'first');
  const commit = git('rev-parse', 'HEAD');
  expect(checkedOut(folder)).toBe(commit);
  writeFileSync(join(folder, 'scope.yaml'), ''); // what a deployment has beside the program
  expect(checkedOut(folder)).toBe(commit);
  writeFileSync(join(folder, 'code'), 'second');
  expect(checkedOut(folder)).toBe(`${commit}+changes`);
  mkdirSync(join(folder, 'unpacked'));
  expect(checkedOut(join(folder, 'unpacked'))).toBeNull(); // somebody else's repository around it
});
