import { type Candidate, isChosen } from '../album/choice.ts';
import type { ListName } from '../layout/destination-path.ts';
import type { Run } from '../run/run.ts';

/** Returns what decides which photos are placed, as one text: after a change all photos are looked at again. */
export const selectionOf = ({ choice, arrangement }: Pick<Run, 'choice' | 'arrangement'>): string =>
  JSON.stringify([
    choice,
    arrangement.hidden,
    arrangement.recentlyDeleted,
    arrangement.details,
    arrangement.places,
    ...(arrangement.editData ? ['edit-data'] : []),
    ...(arrangement.compatible ? ['compatible'] : []),
    ...(arrangement.bursts === 'all' ? ['all-frames'] : []),
  ]);

/** Where a photo is listed. */
export interface ListedIn {
  list: ListName;
  /** 1: a burst frame that the list does not show. */
  isFrame?: 1;
}

/** Returns whether the arrangement takes in a photo's list, and burst frames if it is one. */
export const isListWanted = (
  { list, isFrame }: ListedIn,
  { hidden, recentlyDeleted, bursts }: Run['arrangement'],
): boolean =>
  (list !== 'hidden' || hidden) &&
  (list !== 'deleted' || recentlyDeleted) &&
  (isFrame === undefined || bursts === 'all');

/** Returns whether a run copies a photo. */
export const isWanted = (
  photo: ListedIn & Omit<Candidate, 'albums'>,
  albums: readonly string[],
  { choice, arrangement }: Pick<Run, 'choice' | 'arrangement'>,
): boolean => isListWanted(photo, arrangement) && isChosen(choice, { ...photo, albums });
