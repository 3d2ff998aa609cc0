import { createLibrary, type Library } from '../icloud/library/library.ts';
import type { AssetRecord, LibraryZone } from '../icloud/library/records.ts';
import { SampleWriter } from './sample-writer.ts';

const noon = (day: number): number => Date.UTC(2024, 6, day, 12);
const untyped = { itemType: null };

/**
 * A library of an account with Advanced Data Protection: plain dates are rounded, time zones and types come encrypted or not
 * at all, and no checksum can be computed. Always the same.
 *
 * @param form how encrypted values are shown
 */
export function protectedSample(form: Exclude<LibraryZone['protection'], 'off'>): {
  library: Library;
  items: Record<string, AssetRecord>;
} {
  const library = createLibrary(20261129);
  library.primary.protection = form;
  const writer = new SampleWriter(library);
  // The rounded date is in the next year.
  writer.odd('new-years-eve', 'IMG_7001.JPG', Date.UTC(2024, 11, 31, 22, 45), {
    timeZoneOffsetSeconds: 3_600,
  });
  // Only the encrypted time zone shows that it was still February there.
  writer.odd('last-of-february', 'IMG_7002.JPG', Date.UTC(2025, 2, 1, 3), { timeZoneOffsetSeconds: -18_000 });
  writer.odd('edited-live', 'IMG_7003.HEIC', noon(3), {
    media: 'scene-9.heic',
    liveVideo: writer.extra('live-9.mov'),
    editedStill: writer.extra('edited-9.heic'),
    editedVideo: writer.extra('edited-clip-1.mov'),
    assetSubtypeV2: 2,
  });
  writer.odd('edited-jpeg', 'IMG_7004.HEIC', noon(4), {
    media: 'scene-10.heic',
    editedStill: writer.extra('edited-1.jpg'),
  });
  writer.odd('raw-and-jpeg', 'IMG_7005.JPG', noon(5), { alternative: writer.extra('raw-1.dng') });
  writer.odd('movie', 'IMG_7006.MOV', noon(6), { media: 'clip-1.mov', durationMs: 3_000 });
  addUntyped(writer);
  const { items } = writer;
  const inAlbum = [items['edited-live'], items['no-extension']].filter((item) => item !== undefined);
  library.albums.addTo(library.albums.addAlbum('Sommer 2024'), ...inAlbum);
  return { library, items };
}

/** Adds files whose type neither their name nor their record shows. */
function addUntyped(writer: SampleWriter): void {
  writer.odd('no-name', null, noon(7), {
    ...{ media: 'scene-9.heic', recordName: 'A6A60000-0000-4000-8000-000000000007' },
    ...untyped,
  });
  writer.odd('no-extension', 'Hytta', noon(8), { media: 'screenshot-1.png', ...untyped });
  writer.odd('of-that-name', 'Hytta', noon(9), {
    ...{ media: 'screenshot-2.png', recordName: 'C9C90000-0000-4000-8000-000000000009' },
    ...untyped,
  });
  writer.odd('of-that-name-and-another-type', 'Hytta', noon(10), untyped);
  writer.odd('untyped-movie', 'Film 1', noon(11), { media: 'clip-2.mp4', durationMs: 2_000, ...untyped });
  writer.odd('unknown-bytes', 'Notat', noon(12), {
    bytes: Buffer.from('who knows what this is'),
    ...untyped,
  });
}
