import { type Choice, isEverything } from '../album/choice.ts';
import { addedCounts } from '../run/item-counts.ts';
import { endTotalsOf, noTotals, type Run } from '../run/run.ts';
import type { EpochMs } from '../../units.ts';

/** What a task copies, for a name in a few words. */
export type TaskName =
  | { kind: 'library' }
  | { kind: 'new'; count: number }
  | { kind: 'album'; title: string }
  | { kind: 'albums'; count: number }
  | { kind: 'photos'; count: number }
  | { kind: 'selection' };

/** A press that waits, as the task list shows it. */
export interface QueuedTask {
  id: string;
  name: TaskName;
  /** When it was pressed: two presses may have one name. */
  pressedAt: EpochMs;
  /** `first`: its photos go before the others of the running copy. `kept`: waits for the setup. */
  state: 'first' | 'queued' | 'kept';
  /** Copied photos; 0 while it only waits. */
  done: number;
  /** Photos; null: not counted. */
  all: number | null;
}

/** Returns the title of an album by its key; null if it has none, or is not listed. */
export type TitleOf = (albumKey: string) => string | null;

/** Names a choice. A single album has its title. */
export function nameOfChoice(choice: Choice, titleOf: TitleOf): TaskName {
  const { albums, unfiled, from, to, kinds, items, picks } = choice;
  if (isEverything(choice)) return { kind: 'library' };
  if (picks) return { kind: 'photos', count: picks.assets.length + picks.thumbs.length };
  if (items) return { kind: 'photos', count: items.length };
  if (!albums || albums.length === 0 || unfiled || from !== null || to !== null || kinds)
    return { kind: 'selection' };
  const [key = ''] = albums;
  const title = albums.length === 1 ? titleOf(key) : null;
  return title === null ? { kind: 'albums', count: albums.length } : { kind: 'album', title };
}

/** Names a run: by what is new if it adds to earlier ones, else by its choice. */
export function nameOfRun(run: Run, titleOf: TitleOf): TaskName {
  const added = isEverything(run.choice) ? addedCounts(run, endTotalsOf(run) ?? noTotals) : null;
  return added ? { kind: 'new', count: added.all } : nameOfChoice(run.choice, titleOf);
}
