import { type ModelState, nth, touch } from '../model-state.ts';
import type { Step, StepName } from './step.ts';
import type { AssetOptions } from '../../fakes/icloud/library/asset-options.ts';
import type { AlbumRecord, AssetRecord } from '../../fakes/icloud/library/records.ts';

type StepOf<Name extends StepName> = Extract<Step, [Name, ...unknown[]]>;
type Doer<Name extends StepName> = (state: ModelState, step: StepOf<Name>) => void;

/** Small: a life copies thousands of them. */
const PHOTO_BYTES = 120;
/** Photos lie so far apart that a few of them fill several months; the next ones begin there again. */
const DAYS_APART = 20;
const DAYS = 480;
const DAY_MS = 86_400_000;
const FIRST_TAKEN_MS = Date.UTC(2024, 0, 5, 12);

function addPhoto(state: ModelState, options: AssetOptions = {}): AssetRecord {
  const number = state.photos.length;
  const asset = state.world.services.library.addPhoto({
    bytes: PHOTO_BYTES + number,
    takenAt: FIRST_TAKEN_MS + ((number * DAYS_APART) % DAYS) * DAY_MS,
    ...options,
  });
  state.photos.push(asset);
  touch(state, asset);
  return asset;
}

const membersOf = ({ photos, world }: ModelState, album: AlbumRecord): AssetRecord[] => {
  const names = new Set(
    world.services.library.primary.relations
      .filter((relation) => relation.album === album)
      .map(({ itemId }) => itemId),
  );
  return photos.filter(({ recordName }) => names.has(recordName));
};

const isBelow = (album: AlbumRecord, folder: AlbumRecord): boolean =>
  album.parent !== undefined && (album.parent === folder || isBelow(album.parent, folder));

function remember(state: ModelState, asset: AssetRecord, album: AlbumRecord): void {
  const known = state.formerAlbums.get(asset.recordName) ?? new Set();
  state.formerAlbums.set(asset.recordName, known.add(album));
}

function makeAlbum(state: ModelState, parent: AlbumRecord | undefined): AlbumRecord {
  const { albums } = state.world.services.library;
  const album = albums.addAlbum(`Album ${state.albums.length + 1}`, parent ? { parent } : {});
  state.albums.push(album);
  state.parents.set(album, [parent]);
  state.newsAt = state.moment;
  return album;
}

function putIn(state: ModelState, album: AlbumRecord, asset: AssetRecord): void {
  if (album.isExpunged || asset.isExpunged || membersOf(state, album).includes(asset)) return;
  state.world.services.library.albums.addTo(album, asset);
  remember(state, asset, album);
  touch(state, asset);
}

/** Does something to a photo that is still there and as the step wants it. */
function withPhoto(
  state: ModelState,
  number: number,
  isFit: (asset: AssetRecord) => boolean,
  change: (asset: AssetRecord) => void,
): void {
  const asset = nth(state.photos, number);
  if (!asset || asset.isExpunged || asset.zone.isDeleted || !isFit(asset)) return;
  change(asset);
  touch(state, asset);
}

const always = (): boolean => true;

/** What can happen in the library, also while it is being copied. */
export const appleSteps = {
  add: (state, [, photos]) => {
    for (let count = 0; count < photos; count += 1) addPhoto(state);
  },
  addShared: (state, [, photos]) => {
    for (let count = 0; count < photos; count += 1)
      if (state.shared && !state.shared.isDeleted) addPhoto(state, { zone: state.shared });
  },
  addAndDelete: (state) => state.world.services.library.expunge(addPhoto(state)),
  addLive: (state) =>
    void addPhoto(state, { type: 'public.heic', liveVideo: { bytes: 90 }, assetSubtypeV2: 2 }),
  addHeic: (state) => void addPhoto(state, { type: 'public.heic' }),
  duplicate: (state, [, number]) =>
    withPhoto(state, number, always, (asset) => {
      const copy = state.world.services.library.duplicateOf(asset);
      state.photos.push(copy);
      touch(state, copy);
    }),
  edit: (state, [, number]) =>
    withPhoto(state, number, always, (asset) =>
      // always the same size: what differs is the content alone
      state.world.services.library.edit(asset, { editedStill: { bytes: 1_400 } }),
    ),
  hide: (state, [, number]) =>
    withPhoto(
      state,
      number,
      ({ isHidden }) => !isHidden,
      (asset) => state.world.services.library.setHidden(asset, true),
    ),
  unhide: (state, [, number]) =>
    withPhoto(
      state,
      number,
      ({ isHidden }) => isHidden,
      (asset) => state.world.services.library.setHidden(asset, false),
    ),
  delete: (state, [, number]) =>
    withPhoto(
      state,
      number,
      ({ expungeMs }) => expungeMs === undefined,
      (asset) => state.world.services.library.delete(asset),
    ),
  restore: (state, [, number]) =>
    withPhoto(
      state,
      number,
      ({ expungeMs }) => expungeMs !== undefined,
      (asset) => state.world.services.library.restore(asset),
    ),
  expunge: (state, [, number]) =>
    withPhoto(state, number, always, (asset) => state.world.services.library.expunge(asset)),
  favour: (state, [, number]) =>
    withPhoto(state, number, always, (asset) =>
      state.world.services.library.setFavourite(asset, !asset.isFavourite),
    ),
  album: (state, [, number]) => {
    const album = makeAlbum(state, undefined);
    const asset = nth(state.photos, number);
    if (asset) putIn(state, album, asset);
  },
  putIn: (state, [, albumNumber, number]) => {
    const [album, asset] = [nth(state.albums, albumNumber), nth(state.photos, number)];
    if (album && asset) putIn(state, album, asset);
  },
  takeOut: (state, [, albumNumber, number]) => {
    const album = nth(state.albums, albumNumber);
    const asset = album && nth(membersOf(state, album), number);
    if (!album || !asset) return;
    state.world.services.library.albums.removeFrom(album, asset);
    touch(state, asset);
  },
  deleteAlbum: (state, [, number]) => {
    const album = nth(state.albums, number);
    if (!album || album.isExpunged) return;
    touch(state, ...membersOf(state, album));
    state.world.services.library.albums.remove(album);
  },
  moveAlbum: (state, [, number]) => {
    const album = nth(state.albums, number);
    if (!album || album.isExpunged) return;
    const { albums } = state.world.services.library;
    const folder = albums.addFolder(`Folder ${state.folders.length + 1}`);
    state.folders.push(folder);
    state.parents.set(folder, [undefined]);
    state.parents.get(album)?.push(folder);
    albums.move(album, folder);
    touch(state, ...membersOf(state, album));
  },
  moveFolder: (state, [, number]) => {
    const folder = nth(state.folders, number);
    const target = nth(state.folders, number + 1);
    if (!folder) return;
    const parent = target && target !== folder && !isBelow(target, folder) ? target : undefined;
    state.parents.get(folder)?.push(parent);
    state.world.services.library.albums.move(folder, parent);
    for (const album of state.albums) if (isBelow(album, folder)) touch(state, ...membersOf(state, album));
    state.newsAt = state.moment;
  },
  joinShared: (state) => {
    if (state.shared && !state.shared.isDeleted) return;
    state.shared = state.world.services.library.addSharedLibrary('shared');
    addPhoto(state, { zone: state.shared });
  },
  leaveShared: (state) => {
    if (!state.shared || state.shared.isDeleted) return;
    state.shared.isDeleted = true;
    touch(state, ...state.photos.filter(({ zone }) => zone === state.shared));
  },
} satisfies { [Name in StepName]?: Doer<Name> };
