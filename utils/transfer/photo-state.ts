/** What the page's script may know of one photo. `unknown`: not in the log, or not chosen yet. */
export type PhotoState = 'proved' | 'queued' | 'problem' | 'unknown';
