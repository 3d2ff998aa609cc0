import type { ChangeAnswer } from '../icloud/change-responses.ts';
import type { RecordPage } from '../icloud/responses.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { AssetRecord } from '../photos/record.ts';
import { patiently } from './patiently.ts';
import type { ListedLibrary } from './ports.ts';
import { putTogether } from './put-together.ts';
import type { ListerTools } from './lister.ts';

/** Answers of a whole history in a row that may be empty although more is to come: dozens were seen. */
const MOST_EMPTY_ANSWERS = 500;

/**
 * Looks a second way, and a third, for photos that Apple counts and its list did not show: by the date they were added,
 * then in the whole history of the library.
 */
export async function searchFurther(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const isShort = async (): Promise<boolean> => {
    const found = (await tools.store.libraries()).find(({ key }) => key === library.key)?.lists.main;
    return (
      found !== undefined && found.isListed && found.appleCount !== null && found.seenItems < found.appleCount
    );
  };
  if (await isShort()) await searchByDateAdded(library, tools, isShort, signal);
  if (await isShort()) await searchHistory(library, tools, signal);
}

/** What belongs to the main list. */
const isMain = ({ isHidden, isDeleted }: AssetRecord): boolean => !isHidden && !isDeleted;

async function enter(
  page: RecordPage,
  { key, zone }: { key: string; zone: LibraryZone },
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const found = await putTogether({ ...page, assets: page.assets.filter(isMain) }, zone, tools, signal);
  // Records that the list has shown as unusable are known by name already.
  await tools.store.savePhotos(key, 'main', { ...found, progress: null });
}

async function searchByDateAdded(
  library: ListedLibrary,
  tools: ListerTools,
  isShort: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  for (let rank = 0; ;) {
    const from = rank;
    const page = await patiently(tools, signal, () =>
      tools.icloud.readPage(library.zone, 'added', from, signal),
    );
    if (page.assetCount === 0) return;
    await enter(page, library, tools, signal);
    rank += page.assetCount;
    if (!(await isShort())) return;
  }
}

async function searchHistory(library: ListedLibrary, tools: ListerTools, signal: AbortSignal): Promise<void> {
  let token: string | null = null;
  for (let empty = 0; empty < MOST_EMPTY_ANSWERS;) {
    const from: string | null = token;
    const answer: ChangeAnswer = await patiently(tools, signal, () =>
      tools.icloud.readChanges(library.zone, from, signal),
    );
    if (answer === 'token-refused') return;
    empty = answer.records.assetCount === 0 ? empty + 1 : 0;
    await enter(answer.records, library, tools, signal);
    if (!answer.moreComing) return;
    token = answer.syncToken;
  }
}
