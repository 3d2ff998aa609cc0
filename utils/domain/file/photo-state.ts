/** State of a photo, as the content script may see it. `unknown`: not in the log, or not chosen yet. */
export type PhotoState = 'proved' | 'queued' | 'problem' | 'unknown';

const WORST_FIRST: readonly PhotoState[] = ['problem', 'queued', 'unknown', 'proved'];

/** Returns the worst state. One thumbnail can belong to several photos of equal bytes, which share one mark. */
export const worstState = (states: readonly PhotoState[]): PhotoState =>
  WORST_FIRST.find((state) => states.includes(state)) ?? 'unknown';
