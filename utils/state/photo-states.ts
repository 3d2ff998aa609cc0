import { signal, type ReadonlySignal } from '@preact/signals';
import type { PageProtocol } from '../messaging/protocol.ts';
import type { PhotoState } from '../transfer/photo-state.ts';
import { MOST_ASKED } from '../messaging/page-requests.ts';

/** Proved photos stay proved; everything else is asked again after so long. */
const FRESH_MS = 15_000;
/** Photos remembered at once. */
const MOST_KEPT = 5_000;

/** The two questions that tell a photo's state. */
export interface StatePort {
  findItems(request: { thumbs: string[] }): Promise<ReturnType<PageProtocol['findItems']>>;
  itemStates(request: { assetNames: string[] }): Promise<ReturnType<PageProtocol['itemStates']>>;
}

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

export function createPhotoStates(port: StatePort): PhotoStates {
  const known = new Map<string, { state: PhotoState; at: number }>();
  const version = signal(0);
  let asking = false;

  const ask = async (thumbs: string[], now: number): Promise<void> => {
    const names = await port.findItems({ thumbs });
    const states = await readStates([...new Set(thumbs.flatMap((thumb) => names[thumb] ?? []))]);
    let hasChanged = false;
    for (const thumb of thumbs) {
      const state = stateOfAll((names[thumb] ?? []).map((name) => states[name] ?? 'unknown'));
      hasChanged ||= state !== (known.get(thumb)?.state ?? 'unknown');
      known.delete(thumb);
      known.set(thumb, { state, at: now });
    }
    for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - MOST_KEPT)))
      known.delete(oldest);
    if (hasChanged) version.value += 1;
  };

  const readStates = async (names: string[]): Promise<Record<string, PhotoState>> => {
    const states: Record<string, PhotoState> = {};
    for (let done = 0; done < names.length; done += MOST_ASKED)
      Object.assign(states, await port.itemStates({ assetNames: names.slice(done, done + MOST_ASKED) }));
    return states;
  };

  return {
    stateOf: (thumb) => known.get(thumb)?.state ?? 'unknown',
    want(thumbs, now) {
      if (asking) return;
      const old = thumbs.filter((thumb) => {
        const { state, at } = known.get(thumb) ?? { state: 'unknown', at: -Infinity };
        return state !== 'proved' && now - at >= FRESH_MS;
      });
      if (old.length === 0) return;
      asking = true;
      // marks are a bonus: where nobody answers there are none
      void ask([...new Set(old)].slice(0, MOST_ASKED), now)
        .catch(() => {})
        .finally(() => (asking = false));
    },
    forget() {
      known.clear();
    },
    version,
  };
}

/** One preview can be of several photos of equal bytes: a mark is only as good as the worst of them. */
function stateOfAll(states: readonly PhotoState[]): PhotoState {
  const order: PhotoState[] = ['problem', 'queued', 'unknown', 'proved'];
  return order.find((state) => states.includes(state)) ?? 'unknown';
}
