import { findingKey, type Transition, type TransitionKind } from '../domain/finding.ts';
import { targetId } from '../domain/target.ts';

/** The kinds of transitions that begin something worth looking at. */
export const BEGINNINGS = ['drift', 'restoration', 'blind-spot'] as const satisfies readonly TransitionKind[];
type Beginning = (typeof BEGINNINGS)[number];

/** A transition with what became of the state that it began. */
export interface Episode {
  readonly transition: Transition & { readonly kind: Beginning };
  /** Whether it still lasts; a restoration is never open. */
  readonly open: boolean;
  /** When it was seen to have ended: mended, seen again, or gone (ISO 8601 UTC). */
  readonly endedAt: string | null;
}

/** The kinds that leave it as it is: a drift behind a blind spot is still a drift. */
const LEAVES: Readonly<Record<Exclude<Beginning, 'restoration'>, readonly TransitionKind[]>> = {
  drift: ['blind-spot', 'sight-regained'],
  'blind-spot': [],
};

const begins = (transition: Transition): transition is Episode['transition'] =>
  (BEGINNINGS as readonly TransitionKind[]).includes(transition.kind);

/**
 * Follows each drift and blind spot to its end, or to now.
 * @param transitions oldest first, without gaps up to now: what ends an episode may come long after it
 */
export async function episodes(transitions: AsyncIterable<Transition>): Promise<readonly Episode[]> {
  const all: { transition: Episode['transition']; open: boolean; endedAt: string | null }[] = [];
  const lasting = new Map<string, typeof all>();
  for await (const transition of transitions) {
    const key = `${targetId(transition)} ${findingKey(transition)}`;
    const still = (lasting.get(key) ?? []).filter((episode) => {
      const { kind } = episode.transition;
      const lasts = kind !== 'restoration' && LEAVES[kind].includes(transition.kind);
      if (!lasts) Object.assign(episode, { open: false, endedAt: transition.at });
      return lasts;
    });
    if (begins(transition)) {
      const open = transition.kind !== 'restoration';
      const episode = { transition, open, endedAt: null };
      all.push(episode);
      if (open) still.push(episode);
    }
    if (still.length > 0) lasting.set(key, still);
    else lasting.delete(key);
  }
  return all;
}
