import { signal, type ReadonlySignal } from '@preact/signals';
import { MAX_ASKED } from '../messaging/page-requests.ts';
import type { PageProtocol } from '../messaging/protocol.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';

/** Proved photos stay proved; everything else is asked again after so long. */
const FRESH_MS = 15_000;
/** Photos remembered at once. */
const MAX_KEPT = 5_000;

/** The question that tells the states of what is in view. */
export type AskStates = (request: { thumbs: string[] }) => Promise<ReturnType<PageProtocol['thumbStates']>>;

/** States of the photos whose previews are in view, asked for in batches and kept for a while. */
export interface PhotoStates {
  /** `unknown` until it is known. */
  stateOf(thumb: string): PhotoState;
  /** Asks for those that are not known or no longer fresh. */
  want(thumbs: readonly string[], now: number): void;
  /** After something was sent or taken back. */
  forget(): void;
  /** Changes when a state has. */
  version: ReadonlySignal<number>;
}

export function createPhotoStates(askStates: AskStates): PhotoStates {
  const known = new Map<string, { state: PhotoState; at: number }>();
  const version = signal(0);
  let asking = false;

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

  return {
    stateOf: (thumb) => known.get(thumb)?.state ?? 'unknown',
    want(thumbs, now) {
      if (asking) return;
      const old = new Set<string>();
      for (const thumb of thumbs) {
        const one = known.get(thumb);
        if (!one || (one.state !== 'proved' && now - one.at >= FRESH_MS)) old.add(thumb);
        if (old.size === MAX_ASKED) break;
      }
      if (old.size === 0) return;
      asking = true;
      // marks are a bonus: where nobody answers there are none
      void ask([...old], now)
        .catch(() => {})
        .finally(() => (asking = false));
    },
    forget() {
      known.clear();
    },
    version,
  };
}
