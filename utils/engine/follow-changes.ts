import type { ChangeAnswer, ChangePage } from '../icloud/change-responses.ts';
import type { Database } from '../icloud/zone.ts';
import { libraryKey } from '../icloud/zone.ts';
import type { ListName } from '../photos/destination-path.ts';
import { buildItem } from '../photos/item.ts';
import type { AssetRecord } from '../photos/record.ts';
import { readShared } from './find-libraries.ts';
import type { ListerTools } from './lister.ts';
import { patiently } from './patiently.ts';
import type { ListedLibrary } from './ports.ts';
import { putTogether } from './put-together.ts';
import { ofOneCall, orNull, tryThrice } from './try-thrice.ts';

/**
 * Brings the log up to date from where the last reading ended: asks which zones changed, and what in them. The cost
 * grows with the changes, not with the library.
 *
 * @returns false if a token is refused, a library is new, or Apple counts another number in the end: then all lists
 * must be read
 * Source: docs/icloud-photos.md 7.
 */
export async function followChanges(tools: ListerTools, signal: AbortSignal): Promise<boolean> {
  const { icloud, store } = tools;
  const tokens = await store.readTokens();
  const changed = new Set<string>();
  const next = { ...tokens };
  for (const database of ['private', 'shared'] as const) {
    const found = await changedZones(database, tokens[database], tools, signal);
    if (found === 'unknown') return false;
    next[database] = found.syncToken;
    for (const key of found.keys) changed.add(key);
  }
  const libraries = await store.libraries();
  const known = new Set(libraries.map(({ key }) => key));
  if ([...changed].some((key) => !known.has(key))) return false;
  for (const library of libraries) {
    if (changed.has(library.key) && !(await followLibrary(library, tools, signal))) return false;
    const { key, zone } = library;
    const read = () => icloud.countItems(zone, ['main'], signal);
    const count = orNull(await tryThrice(tools, signal, read, ofOneCall))?.[0] ?? null;
    await store.saveCount(key, 'main', count);
    const seen = (await store.libraries()).find((found) => found.key === key)?.lists.main.seenItems;
    if (count !== null && count !== seen) return false;
  }
  await store.saveDatabaseTokens(next);
  return true;
}

async function changedZones(
  database: Database,
  token: string | null,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{ keys: string[]; syncToken: string | null } | 'unknown'> {
  const found =
    token === null
      ? // Where Apple gave no token, all shared zones are looked at: somebody may have joined one.
        await (database === 'shared' ? readShared(tools, signal) : null)
      : orNull(
          await tryThrice(
            tools,
            signal,
            () => tools.icloud.readChangedZones(database, token, signal),
            ofOneCall,
          ),
        );
  return found === null ? 'unknown' : { keys: found.libraries.map(libraryKey), syncToken: found.syncToken };
}

async function followLibrary(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  let token = library.syncToken;
  for (;;) {
    const from = token;
    if (from === null) return false;
    const answer: ChangeAnswer = await patiently(tools, signal, () =>
      tools.icloud.readChanges(library.zone, from, signal),
    );
    if (answer === 'token-refused') return false;
    if (!(await enterChanges(answer, library, tools, signal))) return false;
    await tools.store.saveSyncToken(library.key, answer.syncToken);
    await tools.onPage();
    if (!answer.moreComing) return true;
    token = answer.syncToken;
  }
}

const listOf = ({ isDeleted, isHidden }: AssetRecord): ListName =>
  isDeleted ? 'deleted' : isHidden ? 'hidden' : 'main';

/** @returns false if something cannot be read */
async function enterChanges(
  { records, albums, members, gone }: ChangePage,
  { key, zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = tools;
  const { items, unusable } = await putTogether(records, zone, tools, signal);
  // Assets without a master, as the change log shows them while a device still sends, come again when they are whole.
  if (unusable.length > 0) return false;
  const named = new Set(items.map(({ asset }) => asset.recordName));
  for (const asset of await store.assetsOfMasters(key, [...records.masters.keys()])) {
    const master = records.masters.get(asset.masterName);
    if (master && !named.has(asset.recordName)) items.push(buildItem(asset, master));
  }
  for (const [list, found] of Map.groupBy(items, ({ asset }) => listOf(asset)))
    await store.savePhotos(key, list, { items: found, unusable: [], progress: null });
  await store.saveAlbumChanges(key, albums, members);
  await store.saveGone(key, gone);
  return true;
}
