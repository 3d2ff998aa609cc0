import { type Choice, everything } from '../../utils/domain/album/choice.ts';
import { type Kind, kinds } from '../../utils/domain/photo/kind.ts';

/** A choice that is being edited. */
export interface ChoiceDraft {
  source: 'everything' | 'albums';
  albums: ReadonlySet<string>;
  unfiled: boolean;
  /** `2024-06-01`, or '' for no limit. */
  from: string;
  to: string;
  kinds: ReadonlySet<Kind>;
}

/** Returns the draft of a choice. */
export const draftOf = ({ albums, unfiled, from, to, kinds: named }: Choice): ChoiceDraft => ({
  source: albums === null ? 'everything' : 'albums',
  albums: new Set(albums),
  unfiled,
  from: from ?? '',
  to: to ?? '',
  kinds: new Set(named ?? kinds),
});

/** The first problem of a draft; null if the draft can be used. */
export type DraftProblem = 'no-album' | 'no-kind' | 'dates-crossed' | null;

/** Returns what keeps a draft from being used; null if nothing does. */
export function draftProblem({
  source,
  albums,
  unfiled,
  from,
  to,
  kinds: ticked,
}: ChoiceDraft): DraftProblem {
  if (source === 'albums' && albums.size === 0 && !unfiled) return 'no-album';
  if (from !== '' && to !== '' && from > to) return 'dates-crossed';
  return ticked.size === 0 ? 'no-kind' : null;
}

/** Returns the choice of a draft without problems. Picked photos are not part of it. */
export const choiceOf = ({ source, albums, unfiled, from, to, kinds: ticked }: ChoiceDraft): Choice => ({
  ...everything,
  ...(source === 'albums' && { albums: [...albums], unfiled }),
  from: from === '' ? null : from,
  to: to === '' ? null : to,
  kinds: ticked.size === kinds.length ? null : kinds.filter((kind) => ticked.has(kind)),
});
