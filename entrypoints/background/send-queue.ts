import { browser } from 'wxt/browser';
import { parseArrangement } from '../../utils/photos/arrangement.ts';
import { usableFolder } from '../../utils/photos/destination-folder.ts';
import { choiceOf, type WantedSend } from '../../utils/photos/wanted-send.ts';
import { readLatestRun, sharedLog } from '../../utils/storage/database.ts';
import { pendingSends } from '../../utils/storage/pending-sends.ts';
import { readAlbumKeys } from '../../utils/storage/read-page-answers.ts';
import { startRun } from '../../utils/storage/runs.ts';
import { settings } from '../../utils/storage/settings.ts';
import { parseSpeed } from '../../utils/transfer/parallelism.ts';
import { epochMs } from '../../utils/units.ts';
import type { EngineHost } from './engine-host.ts';
import { followRun } from './watchdog.ts';

/** For so long a press can be taken back; nothing is sent before. */
const UNDO_MS = 10_000;
/** Should this context end before the time is over; the least that both browsers promise. */
const ALARM = 'pending-sends';
const ALARM_MINUTES = 0.5;

/** All changes of the list one after the other, whichever context makes them. */
const oneByOne = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('fotoflytt-pending-sends', work);

/** Puts a press into the queue. @returns its id, by which it can be taken back */
export async function enqueueSend(wanted: WantedSend, host: EngineHost): Promise<string> {
  const id = crypto.randomUUID();
  await oneByOne(async () =>
    pendingSends.setValue([...(await pendingSends.getValue()), { id, wanted, pressedAt: Date.now() }]),
  );
  await browser.alarms.create(ALARM, { delayInMinutes: ALARM_MINUTES });
  setTimeout(() => void startPendingSends(host), UNDO_MS + 100);
  return id;
}

/** Takes a press back, as long as it waits. @returns whether it did */
export const takeBackSend = (id: string): Promise<boolean> =>
  oneByOne(async () => {
    const all = await pendingSends.getValue();
    const rest = all.filter((pending) => pending.id !== id);
    await pendingSends.setValue(rest);
    return rest.length < all.length;
  });

export const isPendingSends = ({ name }: { name: string }): boolean => name === ALARM;

/** Begins a run for what was pressed, when no other run is under way and the time to take it back is over. */
export async function startPendingSends(host: EngineHost): Promise<void> {
  const started = await oneByOne(async () => {
    const all = await pendingSends.getValue();
    const due = all.filter(({ pressedAt }) => Math.abs(Date.now() - pressedAt) >= UNDO_MS);
    const [first] = due;
    const database = await sharedLog();
    const run = await readLatestRun(database);
    if (!first || (run && run.status !== 'finished' && run.isConfirmed)) return false;
    const together = due.filter(({ wanted }) => 'assetNames' in wanted);
    const [wanted, taken] =
      'assetNames' in first.wanted
        ? [joined(together.map((each) => each.wanted)), together]
        : [first.wanted, [first]];
    const keys = 'albumName' in wanted ? await readAlbumKeys(database, wanted.albumName) : [];
    await startRun(database, epochMs(Date.now()), {
      destinationFolder: usableFolder(await settings.destinationFolder.getValue()),
      choice: choiceOf(wanted, () => keys),
      arrangement: parseArrangement(await settings.arrangement.getValue()),
      speed: parseSpeed(await settings.speed.getValue()),
      isConfirmed: true,
    });
    const ids = new Set(taken.map(({ id }) => id));
    await pendingSends.setValue(all.filter(({ id }) => !ids.has(id)));
    return true;
  });
  if (started) await followRun(host);
}

/** Several presses on photos, as one. */
const joined = (sends: readonly WantedSend[]): WantedSend => ({
  assetNames: sends.flatMap((wanted) => ('assetNames' in wanted ? wanted.assetNames : [])),
  thumbs: sends.flatMap((wanted) => ('assetNames' in wanted ? wanted.thumbs : [])),
});
