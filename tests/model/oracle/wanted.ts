import type { ModelState } from '../model-state.ts';
import type { Arrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import {
  expectedCompatibleOf,
  type ExpectedOriginal,
  expectedOriginalsOf,
  type OriginalRole,
} from '../../fakes/icloud/library/expected-originals.ts';
import type { AlbumRecord, AssetRecord } from '../../fakes/icloud/library/records.ts';

/** One original in one folder, as it has to be at Jottacloud when a run says that everything is there. */
export interface WantedFile {
  assetName: string;
  what: string;
  md5: string;
  /** What its name begins and ends with, in lower case. */
  stem: string;
  extension: string;
  /** Any of these folders is right, below the destination. */
  folders: string[];
}

type List = 'main' | 'hidden' | 'deleted';

/** Returns the list that holds a photo at Apple: a deleted one is in no other list. */
const listOf = ({ expungeMs, isHidden }: AssetRecord): List =>
  expungeMs !== undefined ? 'deleted' : isHidden ? 'hidden' : 'main';

/** Photos that are there for anybody to see, in lists that the run copies, and chosen by it. */
export function wantedPhotos(state: ModelState, { choice, arrangement }: Run): AssetRecord[] {
  return state.photos.filter((asset) => {
    const { zone, isExpunged, recordName, takenMs = 0, timeZoneOffsetSeconds } = asset;
    if (isExpunged || zone.isDeleted) return false;
    const list = listOf(asset);
    if (list === 'hidden' && !arrangement.hidden) return false;
    if (list === 'deleted' && !arrangement.recentlyDeleted) return false;
    const day = new Date(takenMs + timeZoneOffsetSeconds * 1_000).toISOString().slice(0, 10);
    const albums = albumsOf(state, asset);
    return (
      (choice.items === null || choice.items.includes(keyOf(asset))) &&
      (choice.picks === null || choice.picks.assets.includes(recordName)) &&
      (choice.from === null || day >= choice.from) &&
      (choice.to === null || day <= choice.to) &&
      (choice.kinds === null || choice.kinds.length > 0) &&
      (choice.albums === null ||
        (choice.unfiled && albums.length === 0) ||
        albums.some((album) => choice.albums?.includes(keyOf(album))))
    );
  });
}

/** All files of those photos, each in each of its folders. */
export function wantedFiles(state: ModelState, run: Run): WantedFile[] {
  return wantedPhotos(state, run).flatMap((asset) => {
    const places = foldersOf(state, asset, run);
    const copies = run.arrangement.compatible ? expectedCompatibleOf(asset) : [];
    return [
      ...expectedOriginalsOf(asset).flatMap((file) => inPlaces(asset, file, places)),
      ...copies.flatMap((file) => inPlaces(asset, file, places.map(copiesOf))),
    ];
  });
}

const inPlaces = (
  { recordName }: AssetRecord,
  { role, md5, fileName }: ExpectedOriginal,
  places: readonly string[][],
): WantedFile[] =>
  places.map((folders) => ({
    assetName: recordName,
    what: `${role} of ${fileName}`,
    ...{ md5, folders },
    ...endsOfName(fileName, role),
  }));

/** The same tree is once more below the folder of compatible copies. */
const copiesOf = (folders: readonly string[]): string[] =>
  folders.map((folder) => ['Compatible copies', folder].filter((part) => part !== '').join('/'));

/** Beginning and end of a file's name; in between is the mark that separates photos of one name. */
export function endsOfName(fileName: string, role: OriginalRole): Pick<WantedFile, 'stem' | 'extension'> {
  const dot = fileName.lastIndexOf('.');
  const [stem, own] = [fileName.slice(0, dot), fileName.slice(dot)].map((part) => part.toLowerCase());
  const other: Partial<Record<OriginalRole, string>> = {
    ...{ liveVideo: '.mov', editedStill: '.jpg' },
    ...{ compatibleStill: '.jpg', compatibleEdit: '.jpg', compatibleVideo: '.mp4' },
  };
  return { stem: stem ?? '', extension: other[role] ?? own ?? '' };
}

const keyOf = ({ zone, recordName }: AssetRecord | AlbumRecord): string =>
  `${zone.database}:${zone.zoneName}/${recordName}`;

/** Albums that hold a photo now. */
export function albumsOf({ world }: ModelState, { recordName }: AssetRecord): AlbumRecord[] {
  return world.services.library.primary.relations
    .filter(({ itemId, album }) => itemId === recordName && !album.isExpunged)
    .map(({ album }) => album);
}

/** One list of folders for each place; whoever was renamed or moved keeps the folder that it had once. */
function foldersOf(state: ModelState, asset: AssetRecord, { arrangement, choice }: Run): string[][] {
  const dated = dateFolder(asset, arrangement);
  if (arrangement.layout !== 'albums' || listOf(asset) !== 'main') return [[dated]];
  const albums = albumsOf(state, asset).filter(
    (album) => choice.albums === null || choice.albums.includes(keyOf(album)),
  );
  if (albums.length > 0) return albums.map((album) => pathsOf(state, album));
  // A photo that left its albums may keep a place in them.
  const former = [...(state.formerAlbums.get(asset.recordName) ?? [])];
  return [[dated, ...former.flatMap((album) => pathsOf(state, album))]];
}

/** Every path that an album has had. */
function pathsOf(state: ModelState, album: AlbumRecord): string[] {
  const name = album.name ?? '';
  return [...new Set(state.parents.get(album))].flatMap((parent) =>
    parent === undefined ? [name] : pathsOf(state, parent).map((path) => `${path}/${name}`),
  );
}

function dateFolder(asset: AssetRecord, { layout, sharedLibrary }: Arrangement): string {
  const list = listOf(asset);
  const at = new Date((asset.takenMs ?? 0) + asset.timeZoneOffsetSeconds * 1_000).toISOString();
  const isShared = asset.zone.zoneName.startsWith('SharedSync-');
  const listFolder = {
    main: layout === 'albums' ? 'Not in any album' : '',
    hidden: 'Hidden',
    deleted: 'Recently Deleted',
  };
  const date = {
    albums: at.slice(0, 4),
    'year-month': `${at.slice(0, 4)}/${at.slice(0, 7)}`,
    'one-folder': '',
  };
  return [isShared && sharedLibrary === 'own-folder' ? 'Shared Library' : '', listFolder[list], date[layout]]
    .filter((part) => part !== '')
    .join('/');
}
