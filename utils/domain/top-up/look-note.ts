import type { EpochMs } from '../../units.ts';
import type { Run } from '../run/run.ts';

/** Result of the looks at Apple since a complete copy. */
export interface LookNote {
  /** Id of the copy that it belongs to: after another complete copy it means nothing. */
  runId: number;
  /** When Apple was last about to be asked automatically; null: never. */
  askedAt: EpochMs | null;
  /** When Apple last answered; null: not since that copy. */
  answeredAt: EpochMs | null;
  /** Photos that Apple has added since that copy. */
  newPhotos: number;
  /** Anything has changed at Apple since that copy, for instance an edit. */
  hasChanged: boolean;
  /** The last look could not count all that is new. */
  mayHaveMore?: boolean;
  /** When the last notification was shown; kept over copies. Null: never. */
  remindedAt: EpochMs | null;
}

/** Returns the note as it applies to a copy. */
export const noteFor = (note: LookNote | undefined, { id }: Pick<Run, 'id'>): LookNote =>
  note?.runId === id
    ? note
    : {
        runId: id,
        askedAt: note?.askedAt ?? null,
        answeredAt: null,
        newPhotos: 0,
        hasChanged: false,
        remindedAt: note?.remindedAt ?? null,
      };

/** Returns the changes of a note after a look. One that could not count everything is no check. */
export const noteOfLook = (
  found: Pick<LookNote, 'newPhotos' | 'hasChanged'> & { mayHaveMore: boolean },
  answeredAt: EpochMs,
): Partial<LookNote> => ({ ...found, ...(!found.mayHaveMore && { answeredAt }) });
