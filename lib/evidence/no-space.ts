/** A disk is full. Nothing of what was being written there is left. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace';
}

/** What an error says to people, if it is that a disk is full; otherwise the error itself. */
export const noSpace = (error: unknown, folder: string): unknown =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    ? new NoSpace(
        `no space is left on the disk of ${folder}: free some, or have TMPDIR name a folder on a larger one, and try again`,
        { cause: error },
      )
    : error;
