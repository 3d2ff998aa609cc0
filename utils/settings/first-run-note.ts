import { storage } from 'wxt/utils/storage';
import { type FirstRunNote, freshNote } from '../domain/run/first-run.ts';

/** How far the first run came; read with `parseNote`. */
export const firstRunNote = storage.defineItem<FirstRunNote>('local:firstRun', {
  fallback: freshNote,
  version: 1,
});
