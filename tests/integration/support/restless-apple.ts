import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import type { AlbumRecord, AssetRecord } from '../../fakes/icloud/library/records.ts';
import type { Listed } from './listing-world.ts';

/** Changes that people make. */
export const KINDS = [
  'add',
  'add old',
  'delete',
  'expunge',
  'hide',
  'show',
  'restore',
  'favourite',
  'file',
  'unfile',
  'move',
] as const;
type Kind = (typeof KINDS)[number];

/** A change and its moment. */
export interface Change {
  /** Calls before it. */
  atCall: number;
  kind: Kind;
  /** Which photo. */
  choice: number;
}

const FIRST_TAKEN = Date.UTC(2020, 0, 1);
const HOUR_MS = 3_600_000;

/** A library that changes while it is read. */
export interface Apple {
  library: Library;
  albums: AlbumRecord[];
}

/** Three answers of photos, two of an album, two of hidden ones. */
export function startApple(): Apple {
  const library = createLibrary(71);
  const inner = library.albums.addFolder('Reiser');
  const albums = [library.albums.addAlbum('Tur'), library.albums.addAlbum('Hytte', { parent: inner })];
  for (let photo = 0; photo < 345; photo += 1) {
    const asset = library.addPhoto({ bytes: 1_000 + photo, takenAt: FIRST_TAKEN + photo * HOUR_MS });
    if (photo % 5 < 2) library.albums.addTo(albums[photo % 2] as AlbumRecord, asset);
    if (photo % 3 === 0) asset.isHidden = true;
    else if (photo % 50 === 1) library.delete(asset);
  }
  return { library, albums };
}

/** Makes a change, if there is a photo for it. */
export function change({ library, albums }: Apple, { kind, choice }: Change): void {
  const pick = (isMeant: (asset: AssetRecord) => boolean): AssetRecord | undefined => {
    const all = library.primary.assets.filter(isMeant);
    return all[choice % Math.max(1, all.length)];
  };
  const isShown = ({ isHidden, expungeMs }: AssetRecord): boolean => !isHidden && expungeMs === undefined;
  const album = albums[choice % albums.length] as AlbumRecord;
  const shown = pick(isShown);
  const hidden = pick(({ isHidden, expungeMs }) => isHidden && expungeMs === undefined);
  const deleted = pick(({ expungeMs }) => expungeMs !== undefined);
  if (kind === 'add')
    library.addPhoto({ bytes: 5_000 + choice, takenAt: Date.UTC(2026, 9, 1), addedAt: library.nowMs });
  if (kind === 'add old')
    library.addPhoto({
      bytes: 7_000 + choice,
      takenAt: FIRST_TAKEN + choice * 345 * 3_600,
      addedAt: library.nowMs,
    });
  if (kind === 'delete' && shown) library.delete(shown);
  if (kind === 'expunge') {
    const one = pick(() => true);
    if (one) library.expunge(one);
  }
  if (kind === 'hide' && shown) library.setHidden(shown, true);
  if (kind === 'show' && hidden) library.setHidden(hidden, false);
  if (kind === 'restore' && deleted) library.restore(deleted);
  if (kind === 'favourite' && shown) library.setFavourite(shown, !shown.isFavourite);
  if (kind === 'file' && shown) library.albums.addTo(album, shown);
  const member = pick(({ recordName }) =>
    library.primary.relations.some((one) => one.itemId === recordName && one.album === album),
  );
  if (kind === 'unfile' && member) library.albums.removeFrom(album, member);
  if (kind === 'move')
    library.albums.move(
      album,
      album.parent
        ? undefined
        : library.primary.albums.find(({ albumType, name }) => albumType === 3 && name === 'Reiser'),
    );
}

/** Returns the lists and albums that Apple shows at this moment. */
export function truthOf({ library, albums }: Apple): Listed {
  const { assets, relations } = library.primary;
  const namesOf = (isMeant: (asset: AssetRecord) => boolean): Set<string> =>
    new Set(assets.filter(isMeant).map(({ recordName }) => recordName));
  const isThere = namesOf(({ expungeMs }) => expungeMs === undefined);
  return {
    lists: {
      main: namesOf(({ isHidden, expungeMs }) => !isHidden && expungeMs === undefined),
      hidden: namesOf(({ isHidden, expungeMs }) => isHidden && expungeMs === undefined),
      deleted: namesOf(({ expungeMs }) => expungeMs !== undefined),
    },
    albums: new Map(
      albums.map((album) => [
        album.recordName,
        new Set(
          relations
            .filter((one) => one.album === album)
            .map(({ itemId }) => itemId)
            .filter((name) => isThere.has(name)),
        ),
      ]),
    ),
  };
}
