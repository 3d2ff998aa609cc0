import { adjust, type Bounds, type Parallelism, startParallelism } from '../transfer/parallelism.ts';
import { createSlots, type Slots } from './slots.ts';

/** Files above this size are bound by the link, smaller ones by the way to the server and back. */
const SMALL_BYTES = 1024 * 1024;
/** As careful as the peers at the start. Source: docs/jottacloud.md 3.8, docs/icloud-photos.md 6.5. */
const START = 4;

/**
 * Places for transfers in one direction: a lane for small files and one for large ones, so that neither waits for the
 * other, each as wide as it is found to be worth.
 */
export interface Lanes {
  /** A place for a file of this size; give it back by calling what comes. */
  take(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
  /** So many bytes of a file of this size went through. */
  moved(sizeBytes: number, bytes: number): void;
  /** Looks at what went through since the last time. @param hadTrouble the service refused, was busy or out of reach */
  adjust(seconds: number, hadTrouble: boolean): void;
}

interface Lane {
  slots: Slots;
  state: Parallelism;
  bytes: number;
}

export function createLanes(bounds: Bounds): Lanes {
  const start = Math.min(START, bounds.most);
  const lane = (): Lane => ({ slots: createSlots(start), state: startParallelism(start), bytes: 0 });
  const [small, large] = [lane(), lane()];
  const laneOf = (sizeBytes: number): Lane => (sizeBytes <= SMALL_BYTES ? small : large);
  return {
    take: (sizeBytes, signal) => laneOf(sizeBytes).slots.take(1, signal),
    moved(sizeBytes, bytes) {
      laneOf(sizeBytes).bytes += bytes;
    },
    adjust(seconds, hadTrouble) {
      for (const each of [small, large]) {
        const rate = each.bytes / seconds;
        each.bytes = 0;
        const isSaturated = each.slots.waiting > 0;
        each.state = adjust(each.state, { rate, isSaturated, hadTrouble }, bounds);
        each.slots.resize(each.state.limit);
      }
    },
  };
}
