import type { AssetRecord } from '../icloud/library/records.ts';
import { readMedia, type SampleWriter } from './sample-writer.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The ordinary part of the account, in the groups that form the albums. */
export interface EverydayItems {
  photos: AssetRecord[];
  heics: AssetRecord[];
  lives: AssetRecord[];
  videos: AssetRecord[];
  edited: AssetRecord[];
  raws: AssetRecord[];
  screenshots: AssetRecord[];
  /** Three "Duplicates": of photos 2004 to 2006, a day later. */
  twins: AssetRecord[];
}

/** 63 items from June 2023 to January 2025, about 40 MB. */
export function addEverydayItems(writer: SampleWriter): EverydayItems {
  const { library } = writer;
  const photos = Array.from({ length: 26 }, (_, index) =>
    writer.photo((index % 8) + 1, 250 + ((index * 37) % 300)),
  );
  const heics = Array.from({ length: 10 }, (_, index) => writer.heic(index % 2 ? 9 : 10, 400 + index * 20));
  const lives = [...Array.from({ length: 5 }, () => writer.live('scene-9.heic')), writer.live('scene-2.jpg')];
  const videos = [
    writer.video('clip-1.mov', 3_000),
    writer.video('clip-2.mp4', 4_500),
    writer.video('clip-1.mov', 2_200),
  ];
  const edited = addEdited(writer);
  const raws = addRaws(writer);
  const screenshots = [writer.screenshot(1), writer.screenshot(2), writer.screenshot(1)];
  const twins = photos.slice(3, 6).map((photo, index) => addTwin(writer, photo, index + 4));
  writer.photo(8, 200, { hidden: true });
  library.delete(writer.photo(7, 200));
  for (const favourite of [...photos.slice(0, 4), ...lives.slice(0, 1), ...heics.slice(0, 1)])
    library.setFavourite(favourite, true);
  return { photos, heics, lives, videos, edited, raws, screenshots, twins };
}

/** `2004 twin` has a record name that begins with 2004, and so on. */
function addTwin(writer: SampleWriter, photo: AssetRecord, number: number): AssetRecord {
  const twin = writer.library.duplicateOf(photo, {
    recordName: `200${number}D0B1-0000-4000-8000-000000000001`,
    addedAt: photo.addedMs + DAY_MS,
    thumbnail: readMedia('thumb-4.jpg'),
  });
  return writer.keep(`200${number} twin`, twin);
}

function addEdited(writer: SampleWriter): AssetRecord[] {
  const jpeg = () => ({ editedStill: writer.file('edited-1.jpg', 320, 'public.jpeg') });
  const heic = () => ({ editedStill: writer.file('edited-9.heic', 260, 'public.heic') });
  const poster = () => writer.file('poster-clip-1.jpg', 40, 'public.jpeg');
  const movie = () => ({
    editedVideo: writer.file('edited-clip-1.mov', 1_500, 'com.apple.quicktime-movie'),
    editedStill: poster(),
  });
  const cropped = () => ({ editedStill: writer.file('edited-screenshot-1.jpg', 90, 'public.jpeg') });
  return [
    writer.photo(1, 420, jpeg()),
    writer.photo(1, 460, jpeg()),
    writer.heic(9, 380, heic()),
    writer.heic(9, 360, heic()),
    writer.live('scene-9.heic', heic()),
    writer.video('clip-1.mov', 2_600, movie()),
    writer.screenshot(1, { ...cropped(), adjustmentType: 'ScreenshotServices' }),
  ];
}

function addRaws(writer: SampleWriter): AssetRecord[] {
  const raw = () => writer.file('raw-1.dng', 900, 'com.adobe.raw-image');
  return [
    writer.photo(5, 300, { alternative: raw() }),
    writer.photo(6, 300, { alternative: raw() }),
    writer.photo(7, 300, { ...raw(), name: 'IMG_2900.DNG', width: 256, height: 192 }),
  ];
}
