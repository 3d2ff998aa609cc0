import type { FirstCategory } from '../photo/first-photos.ts';
import type { ErrorRecord } from '../../errors.ts';
import type { RelativePath } from '../../units.ts';
import type { Run } from './run.ts';

/** Progress of the first run, kept so that a person can resume it. */
export interface FirstRunNote {
  /** The promises were read and "Begin" was pressed. */
  begun: boolean;
  /** "Yes, this is the right account" was pressed. */
  accountConfirmed: boolean;
  /** Keys of the photos that were copied first; null before. */
  test: string[] | null;
  /** "Copy everything" was pressed. */
  isDone: boolean;
}

/** Before anything was pressed. */
export const freshNote: FirstRunNote = { begun: false, accountConfirmed: false, test: null, isDone: false };

/** Parses a stored note; an invalid field counts as not done yet. */
export function parseNote(value: unknown): FirstRunNote {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const test: unknown = given['test'];
  const keys: unknown[] | null = Array.isArray(test) ? test : null;
  return {
    begun: given['begun'] === true,
    accountConfirmed: given['accountConfirmed'] === true,
    test: keys && keys.filter((key) => typeof key === 'string').map(String),
    isDone: given['isDone'] === true,
  };
}

/** Page of the first run. All but the first and the last have a number. */
export type FirstRunStep = 'welcome' | 'jottacloud' | 'icloud' | 'counting' | 'plan' | 'test' | 'copying';

/** Returns whether a run copies the first photos. */
const isFirstPhotosRun = ({ test }: FirstRunNote, { choice }: Pick<Run, 'choice'>): boolean =>
  test !== null &&
  choice.items !== null &&
  choice.items.length === test.length &&
  choice.items.every((key) => test.includes(key));

/** Returns the next step from what is done, not from the last page, so that nothing has to be done twice. */
export function firstRunStep(
  note: FirstRunNote,
  connected: boolean,
  run: Pick<Run, 'choice' | 'isConfirmed' | 'status'> | null,
): FirstRunStep {
  const isTest = run !== null && isFirstPhotosRun(note, run);
  if (run?.isConfirmed && !isTest) return 'copying';
  if (!note.begun && run === null) return 'welcome';
  if (!connected) return 'jottacloud';
  if (run?.isConfirmed) return 'test';
  if (run === null && !note.accountConfirmed) return 'icloud';
  return run?.status === 'planned' ? 'plan' : 'counting';
}

/** A first run that waits for the account, as iCloud Photos shows it. Nothing can be sent from there before. */
export interface SetupOnPage {
  /** Who is signed in; null if unknown. */
  name: string | null;
  /** The way back to the setup is shown. */
  isOffered: boolean;
}

/** A photo that is copied first, and its state. */
export interface FirstPhoto {
  key: string;
  /** For people. */
  name: string;
  sort: FirstCategory;
  state: 'waiting' | 'proved' | 'size-checked' | 'failed';
  /** Null unless it failed. */
  error: ErrorRecord | null;
  /** Record name of its asset, for the link to it on icloud.com. */
  assetName: string;
  /** Path below the destination; null before it arrived. */
  path: RelativePath | null;
}
