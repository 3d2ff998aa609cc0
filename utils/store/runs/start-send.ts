import type { RunRequest } from '../../domain/run/run-request.ts';
import { type Choice, everything, isEverything } from '../../domain/album/choice.ts';
import type { WantedSend } from '../../domain/photo/wanted-send.ts';
import { choiceOf } from '../../domain/photo/wanted-send.ts';
import type { EpochMs } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import { isDue, type PendingSend } from '../../settings/pending-sends.ts';
import { readAlbumKeys } from '../reads/read-page-answers.ts';
import { startRun } from './runs.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * Begins a run for the first pending press, once no other run is open. All presses on picked photos begin together,
 * because they need no confirmation. A library or an album becomes a plan that waits for "Start".
 *
 * @param settings the wish apart from its choice
 * @returns the presses that keep waiting
 */
export async function startNextSend(
  database: LogDatabase,
  at: EpochMs,
  pending: readonly PendingSend[],
  settings: Omit<RunRequest, 'choice' | 'isConfirmed'>,
): Promise<readonly PendingSend[]> {
  const run = await readLatestRun(database);
  const due = pending.filter((press) => isDue(press, at));
  const [first] = due;
  const isPicked = ({ wanted }: PendingSend): boolean => 'assetNames' in wanted;
  const taken = first && isPicked(first) ? due.filter(isPicked) : due.slice(0, 1);
  if (!first || (run && run.status !== 'finished')) return pending;
  const request = await requestOf(database, first, taken);
  if ((await startRun(database, at, { ...settings, ...request })) === 'waits') return pending;
  const rest = pending.filter((press) => !taken.includes(press));
  return isEverything(request.choice) ? withoutLibrary(rest) : rest;
}

/** Removes presses on the whole library: the run that has just begun covers them. */
export const withoutLibrary = (pending: readonly PendingSend[]): readonly PendingSend[] =>
  pending.filter(({ wanted }) => !('everything' in wanted));

async function requestOf(
  database: LogDatabase,
  { wanted }: PendingSend,
  taken: readonly PendingSend[],
): Promise<Pick<RunRequest, 'choice' | 'isConfirmed' | 'thorough'>> {
  if ('choice' in wanted) return wanted;
  const isPicked = 'assetNames' in wanted;
  return { choice: await choiceFor(database, isPicked ? joined(taken) : wanted), isConfirmed: isPicked };
}

async function choiceFor(database: LogDatabase, wanted: WantedSend): Promise<Choice> {
  if ('everything' in wanted) return everything;
  const keys = 'albumName' in wanted ? await readAlbumKeys(database, wanted.albumName) : [];
  return choiceOf(wanted, () => keys);
}

/** Joins several presses on photos into one. */
const joined = (taken: readonly PendingSend[]): WantedSend => {
  const picks = taken.flatMap(({ wanted }) => ('assetNames' in wanted ? [wanted] : []));
  return {
    assetNames: [...new Set(picks.flatMap(({ assetNames }) => assetNames))],
    thumbs: [...new Set(picks.flatMap(({ thumbs }) => thumbs))],
  };
};
