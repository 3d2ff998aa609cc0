import {
  nameOfChoice,
  nameOfRun,
  type QueuedTask,
  type TaskName,
  type TitleOf,
} from '../../domain/task/task.ts';
import { everything } from '../../domain/album/choice.ts';
import { isOpenRun } from '../../domain/run/run-request.ts';
import type { Run } from '../../domain/run/run.ts';
import type { PendingSend } from '../../settings/pending-sends.ts';
import { epochMs } from '../../units.ts';
import { readLatestRun } from '../database.ts';
import { countPriorities } from '../queue/priorities.ts';
import type { ListedAlbum } from '../../ports/listed.ts';
import type { LogDatabase } from '../schema.ts';
import { readAlbumKeys } from './read-page-answers.ts';

/** Names runs. Reads the album of each run that copies a single one. */
export async function readTaskNames(
  database: LogDatabase,
  runs: readonly Run[],
): Promise<Map<number, TaskName>> {
  const keys = runs.flatMap(({ choice: { albums } }) => (albums?.length === 1 ? albums : []));
  const titleOf = titlesOf(await Promise.all(keys.map((key) => database.get('albums', key))));
  return new Map(runs.map((run): [number, TaskName] => [run.id, nameOfRun(run, titleOf)]));
}

/** Reads the queue, the next press first, with the progress of those whose photos go first in the running copy. */
export async function readQueue(
  database: LogDatabase,
  pending: readonly PendingSend[],
): Promise<QueuedTask[]> {
  const run = await readLatestRun(database);
  const openId = run && isOpenRun(run) ? run.id : null;
  return Promise.all(
    pending.map(async (send): Promise<QueuedTask> => {
      const { id, stage, joined } = send;
      const { name, all } = await describe(database, send);
      const task = { id, name, all, pressedAt: epochMs(send.pressedAt), done: 0 };
      if (stage === 'kept') return { ...task, state: 'kept' };
      if (!joined || joined.photos === 0 || joined.runId !== openId) return { ...task, state: 'queued' };
      const left = await countPriorities(database, id);
      return { ...task, state: 'first', done: joined.photos - left, all: joined.photos };
    }),
  );
}

async function describe(
  database: LogDatabase,
  { wanted }: PendingSend,
): Promise<Pick<QueuedTask, 'name' | 'all'>> {
  if ('assetNames' in wanted) {
    const count = wanted.assetNames.length + wanted.thumbs.length;
    return { name: { kind: 'photos', count }, all: count };
  }
  if ('everything' in wanted) return { name: { kind: 'library' }, all: null };
  const named =
    'albumName' in wanted
      ? { ...everything, albums: await readAlbumKeys(database, wanted.albumName) }
      : wanted.choice;
  const albums = await Promise.all((named.albums ?? []).map((key) => database.get('albums', key)));
  const [album] = albums;
  return {
    name: nameOfChoice(named, titlesOf(albums)),
    all: albums.length === 1 ? (album?.list.appleCount ?? null) : null,
  };
}

function titlesOf(albums: readonly (ListedAlbum | undefined)[]): TitleOf {
  const titles = new Map(albums.flatMap((album) => (album ? [[album.key, album.name]] : [])));
  return (key) => titles.get(key) ?? null;
}
