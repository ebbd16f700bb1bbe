/** A disk is full. Nothing of what was being written there is left. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace';
}

/** `ENOSPC`, and `EDQUOT` where users have quotas. https://man7.org/linux/man-pages/man3/errno.3.html */
const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** An error as people are told of it, if it is that a disk is full; otherwise the error itself. */
export const noSpace = (error: unknown, folder: string): unknown =>
  typeof error === 'object' && error !== null && 'code' in error && CODES.includes(error.code)
    ? new NoSpace(
        `no space is left on the disk of ${folder}: free some, or have TMPDIR name a folder on a larger one, and try again`,
        { cause: error },
      )
    : error;
