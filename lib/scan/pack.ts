import { gzipSync } from 'node:zlib';
import type { Evaluation, EvaluationRow } from '../domain/finding.ts';
import type { TargetResult } from '../domain/run.ts';
import { canonical, sha256 } from '../evidence/canonical.ts';
import { MerkleTree } from '../evidence/merkle.ts';

/** Evaluations as an object holds them, and what pins it. */
export interface Packed {
  readonly body: Uint8Array;
  readonly object: TargetResult['object'];
}

/**
 * Packs evaluations for an object.
 * @param run id of the run or rescan that made them
 * @param at when the target was observed
 */
export function pack(key: string, evaluations: readonly Evaluation[], run: string, at: string): Packed {
  const tree = new MerkleTree();
  const lines = evaluations.map((evaluation) =>
    canonical({ ...evaluation, run, at } satisfies EvaluationRow),
  );
  for (const line of lines) tree.add(line);
  const body = gzipSync(lines.map((line) => `${line}\n`).join(''));
  return { body, object: { key, sha256: sha256(body), rows: lines.length, merkleRoot: tree.root() } };
}
