import type { RecordPage } from '../icloud/responses.ts';
import type { ListName } from '../photos/destination-path.ts';
import { icloudChanged } from './patiently.ts';
import type { ListedLibrary } from './ports.ts';
import { putTogether } from './put-together.ts';
import { MOST_PASSES, readList } from './read-list.ts';
import type { ListerTools } from './lister.ts';
import { ofOneCall, orNull, tryThrice } from './try-thrice.ts';

/** Assets in a full answer: as many masters come with them. Source: docs/icloud-photos.md 3.4. */
export const FULL_ANSWER = 100;

/** Ranks that are left out where a list shows nothing though more is due: one record, some, a whole answer. */
const JUMPS = [1, 10, FULL_ANSWER];

/** Where none of the first ones can be read it is not the records that are wrong. */
const TELLING_RECORDS = 3;

/** Reads one list of a library into the log, going on where an earlier life stopped. */
export async function listPhotos(
  { key, zone, lists }: ListedLibrary,
  name: ListName,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const { icloud, store, onPage } = tools;
  let appleCount = lists[name].appleCount;
  let passes = 1;
  /** The latest page on its way into the log: the one after it may set out, and follows it there. */
  let saving: Promise<void> = Promise.resolve();
  await readList<RecordPage & { rankCount: number }>(
    {
      ...lists[name],
      get appleCount() {
        return appleCount;
      },
      fullAnswer: FULL_ANSWER,
      jumps: JUMPS,
      async read(rank) {
        const page = await icloud.readPage(zone, name, { rank }, signal);
        return { ...page, rankCount: page.assetCount };
      },
      async enter(page, { isAtEnd, rank, skippedRanks, passToken }) {
        const found = await putTogether(page, zone, tools, signal);
        if (rank === page.assetCount && found.items.length === 0 && found.unusable.length >= TELLING_RECORDS)
          throw icloudChanged(`not one of ${found.unusable.length} records can be read`);
        let isLast = false;
        if (isAtEnd) {
          const read = () => icloud.countItems(zone, [name], signal);
          appleCount = orNull(await tryThrice(tools, signal, read, ofOneCall))?.[0] ?? appleCount;
          await store.saveCount(key, name, appleCount);
          // What is added or deleted moves the others in the list: some may have slipped past, although the count agrees.
          const isUnchanged = page.syncToken === passToken && (appleCount === null || appleCount === rank);
          isLast = isUnchanged || passes >= MOST_PASSES;
        }
        const { assetCount } = page;
        const fromRank = rank - assetCount - skippedRanks;
        const before = saving;
        saving = store.savePhotos(key, name, {
          ...found,
          progress: { fromRank, assetCount, skippedRanks, isLast, passToken },
        });
        saving.catch(() => undefined);
        await (isAtEnd ? saving : before);
        await onPage();
        if (isAtEnd && !isLast) {
          await store.listAgain(key, name);
          passes += 1;
        }
        return isLast;
      },
    },
    tools,
    signal,
  ).finally(() => saving.catch(() => undefined));
}
