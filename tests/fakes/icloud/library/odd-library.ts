import type { AssetRecord } from './records.ts';
import { createLibrary, type Library } from './library.ts';

/** A library where every item is a case that broke one of the peers; `items` says which is which. Source: docs/icloud-photos.md, Appendix A. */
export function oddLibrary(seed = 1): { library: Library; items: Record<string, AssetRecord> } {
  const library = createLibrary(seed);
  const items: Record<string, AssetRecord> = {
    ...addOddNames(library),
    ...addOddDates(library),
    ...addKinds(library),
  };
  const shared = library.addSharedLibrary('shared');
  items.sharedLibrary = library.addPhoto({ zone: shared });
  library.addZone(`CMM-${library.random.uuid()}`);
  library.addZone(`SharedCollection-${library.random.uuid()}`);
  library.addZone(`AppLibrarySync-com.apple.GenerativePlayground-${library.random.uuid()}`);

  const { albums } = library;
  const folder = albums.addFolder('Resor');
  const inner = albums.addFolder('Sverige / Norge', { parent: folder });
  const album = albums.addAlbum('Jo\u0308rg', { parent: inner });
  albums.addTo(album, ...library.primary.assets.slice(0, 5), items.sharedLibrary);
  albums.addRelation(album, library.random.uuid());
  albums.addAlbum('Empty');
  albums.addAlbum('Mac smart album', { albumType: 6 });
  albums.addAlbum('Deleted album', { isDeleted: true });
  return { library, items };
}

function addOddNames(library: Library) {
  return {
    nameMissing: library.addPhoto({ name: null }),
    nameBadBase64: library.addPhoto({ name: { kind: 'badBase64', value: 'SU1HXzc0MDkuSlBH=x' } }),
    namePlainString: library.addPhoto({ name: { kind: 'plainString', text: 'IMG_7409.JPG' } }),
    nameDecomposed: library.addPhoto({ name: 'Ra\u0308ksmo\u0308rga\u030As.JPG' }),
    nameEmoji: library.addPhoto({ name: '🦌🌲 älg.JPG' }),
    nameSlash: library.addPhoto({ name: 'AC/DC: "live"?.JPG' }),
    name255Bytes: library.addPhoto({ name: `${'å'.repeat(125)}x.JPG` }),
    nameChinese: library.addPhoto({ name: '假期_01.jpg' }),
    sameNameAndSize1: library.addPhoto({ name: 'IMG_0001.JPG', bytes: 5_000 }),
    sameNameAndSize2: library.addPhoto({ name: 'IMG_0001.JPG', bytes: 5_000 }),
    itemTypeMissing: library.addPhoto({ itemType: null }),
    typeUnknown: library.addPhoto({ type: 'com.example.unheard-of', name: 'scan.xyz' }),
  };
}

function addOddDates(library: Library) {
  return {
    takenJustBefore1970: library.addPhoto({ takenAt: -1 }),
    takenIn1970: library.addPhoto({ takenAt: 0 }),
    takenFarInFuture: library.addPhoto({ takenAt: Date.UTC(4001, 0, 1) }),
    takenMissing: library.addPhoto({ takenAt: null }),
    takenNearMidnight: library.addPhoto({
      takenAt: Date.UTC(2025, 5, 30, 23, 30),
      timeZoneOffsetSeconds: 7200,
    }),
  };
}

function addKinds(library: Library) {
  const hidden = library.addPhoto({ hidden: true });
  const deleted = library.addPhoto();
  const duplicated = library.addPhoto();
  library.delete(deleted);
  return {
    hidden,
    deleted,
    duplicated,
    duplicate: library.duplicateOf(duplicated, { editedStill: {} }),
    livePhoto: library.addLivePhoto(),
    liveJpeg: library.addLivePhoto({ type: 'public.jpeg' }),
    editedLivePhoto: library.addLivePhoto({ editedStill: { type: 'public.heic' }, editedVideo: {} }),
    editedJpeg: library.addEditedPhoto(),
    editedHeic: library.addEditedPhoto({ type: 'public.heic', editedStill: { type: 'public.heic' } }),
    editedVideo: library.addEditedVideo(),
    screenshotCropped: library.addEditedPhoto({
      type: 'public.png',
      assetSubtypeV2: 3,
      adjustmentType: 'ScreenshotServices',
    }),
    jpegAndRaw: library.addRawAndJpeg(),
    rawAndJpeg: library.addRawAndJpeg({ rawFirst: true }),
    rawOnly: library.addPhoto({ type: 'com.adobe.raw-image' }),
    sloMo: library.addVideo({ assetSubtype: 100, adjustmentType: 'com.apple.video.slomo' }),
    panorama: library.addPhoto({ assetSubtype: 1, width: 12000, height: 3000 }),
    burst: library.addPhoto({ burstId: library.random.uuid() }),
    sidecar: library.addPhoto({ sidecar: { bytes: 300 } }),
    emptyOriginal: library.addPhoto({ bytes: 0 }),
    originalMissing: library.addPhoto({ originalMissing: true }),
    urlMissing: library.addPhoto({ urlOnlyOnLookup: true }),
    favourite: library.addPhoto({ favourite: true }),
  };
}
