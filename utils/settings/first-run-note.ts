import { storage } from 'wxt/utils/storage';
import { type FirstRunNote, freshNote } from '../domain/run/first-run.ts';

/** Progress of the first run; parse it with `parseNote`. */
export const firstRunNote = storage.defineItem<FirstRunNote>('local:firstRun', {
  fallback: freshNote,
  version: 1,
});
