import { signal, type ReadonlySignal } from '@preact/signals';
import { MAX_ASKED } from '../messaging/in-page-requests.ts';
import type { InPageProtocol } from '../messaging/protocol.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';

/** Verified photos stay verified; every other state is read again after this time. */
const FRESH_MS = 15_000;
/** Photos remembered at once. */
const MAX_KEPT = 5_000;

/** Asks for the states of the photos in view. */
export type AskStates = (request: { thumbs: string[] }) => Promise<ReturnType<InPageProtocol['thumbStates']>>;

/** States of the photos in view, read in batches and cached for a while. */
export interface PhotoStates {
  /** Returns `unknown` until the state is read. */
  stateOf(thumb: string): PhotoState;
  /** Reads the states that are missing or stale; while others are being read, after those. */
  want(thumbs: readonly string[], now: number): void;
  /** Clears the cache after a send or an undo. */
  forget(): void;
  /** Changes with any state. */
  version: ReadonlySignal<number>;
}

/** Creates the states of the photos on the screen. */
export function createPhotoStates(askStates: AskStates): PhotoStates {
  const known = new Map<string, { state: PhotoState; at: number }>();
  const version = signal(0);
  let asking = false;
  let next: readonly string[] | null = null;

  const ask = async (thumbs: string[], now: number): Promise<void> => {
    const states = await askStates({ thumbs });
    let hasChanged = false;
    for (const thumb of thumbs) {
      const state = (Object.hasOwn(states, thumb) && states[thumb]) || 'unknown';
      hasChanged ||= state !== (known.get(thumb)?.state ?? 'unknown');
      known.delete(thumb);
      known.set(thumb, { state, at: now });
    }
    for (const oldest of known.keys()) {
      if (known.size <= MAX_KEPT) break;
      known.delete(oldest);
    }
    if (hasChanged) version.value += 1;
  };

  const states: PhotoStates = {
    stateOf: (thumb) => known.get(thumb)?.state ?? 'unknown',
    want(thumbs, now) {
      if (asking) {
        next = thumbs;
        return;
      }
      const old = new Set<string>();
      for (const thumb of thumbs) {
        const one = known.get(thumb);
        if (!one || (one.state !== 'proved' && now - one.at >= FRESH_MS)) old.add(thumb);
        if (old.size === MAX_ASKED) break;
      }
      if (old.size === 0) return;
      asking = true;
      // Marks are optional: without an answer there are none.
      void ask([...old], now)
        .catch(() => {})
        .finally(() => {
          asking = false;
          const later = next;
          next = null;
          if (later) states.want(later, now);
        });
    },
    forget() {
      known.clear();
    },
    version,
  };
  return states;
}
