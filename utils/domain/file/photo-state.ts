/** What the page's script may know of one photo. `unknown`: not in the log, or not chosen yet. */
export type PhotoState = 'proved' | 'queued' | 'problem' | 'unknown';

const WORST_FIRST: readonly PhotoState[] = ['problem', 'queued', 'unknown', 'proved'];

/** One preview can be of several photos of equal bytes: a mark is only as good as the worst of them. */
export const worstState = (states: readonly PhotoState[]): PhotoState =>
  WORST_FIRST.find((state) => states.includes(state)) ?? 'unknown';
