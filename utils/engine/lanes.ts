import { adjust, type Bounds, type Parallelism, startParallelism } from '../transfer/parallelism.ts';
import type { Gates } from './gate.ts';
import type { Clock } from './ports.ts';
import { createSlots, type Slots } from './slots.ts';

/** Files above this size are bound by the link, smaller ones by the way to the server and back. */
const SMALL_BYTES = 1024 * 1024;
/** As careful as the peers at the start. Source: docs/jottacloud.md 3.8, docs/icloud-photos.md 6.5. */
const START = 4;
/** What is left on a shaky connection: the fewer are under way, the less is lost with each break. */
const ONE: Bounds = { least: 1, most: 1 };

/**
 * Places for transfers in one direction: a lane for small files and one for large ones, so that neither waits for the
 * other, each as wide as it is found to be worth.
 */
export interface Lanes {
  /** A place for a file of this size; give it back by calling what comes. */
  take(sizeBytes: number, signal: AbortSignal): Promise<() => void>;
  /** So many bytes of a file of this size went through. */
  moved(sizeBytes: number, bytes: number): void;
  /**
   * Looks at what went through since the last time.
   *
   * @param hadTrouble the service refused, was busy or out of reach
   * @param isShaky the connection breaks again and again: one file at a time in each lane
   */
  adjust(seconds: number, hadTrouble: boolean, isShaky: boolean): void;
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
    adjust(seconds, hadTrouble, isShaky) {
      for (const each of [small, large]) {
        const rate = each.bytes / seconds;
        each.bytes = 0;
        const isSaturated = each.slots.waiting > 0;
        each.state = adjust(each.state, { rate, isSaturated, hadTrouble }, isShaky ? ONE : bounds);
        each.slots.resize(each.state.limit);
      }
    },
  };
}

/** How often the lanes are looked at. */
const LOOK_MS = 2_000;

/** Keeps both directions as wide as is worth it, until aborted. */
export async function adjustLanes(
  { downloads, uploads, gates, clock }: { downloads: Lanes; uploads: Lanes; gates: Gates; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  for (let lookedAt = clock.now(); !signal.aborted;) {
    await clock.sleep(LOOK_MS, signal);
    const seconds = Math.max(0.001, (clock.now() - lookedAt) / 1_000);
    lookedAt = clock.now();
    for (const [lanes, gate] of [
      [downloads, gates['icloud-bytes']],
      [uploads, gates.jottacloud],
    ] as const)
      lanes.adjust(seconds, gate.closed !== null, gate.isShaky);
  }
}
