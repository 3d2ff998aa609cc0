import type { OddOptions, SampleWriter } from './sample-writer.ts';

/** Days of November 2022 at noon where they were taken. */
const november = (day: number): number => Date.UTC(2022, 10, day, 11);

/** A record name that begins as given: the suffix is made of its beginning. */
const idFrom = (beginning: string): string =>
  `${beginning}00000000-0000-4000-8000-000000000000`.slice(0, 8) +
  `-0000-4000-8000-00000000${beginning.slice(0, 4)}`;

/**
 * Photos that want one path, in pairs; the one that was added first keeps it. The later one is often the one that was
 * taken first, so that neither order of listing happens to be the right one.
 */
export function addEqualNames(writer: SampleWriter): void {
  const add = (
    label: string,
    name: string,
    takenAt: number,
    addedAt: number,
    id: string,
    more?: OddOptions,
  ) =>
    writer.odd(label, name, takenAt, {
      addedAt,
      recordName: idFrom(id),
      timeZoneOffsetSeconds: 3_600,
      ...more,
    });
  const day = november;
  add('same-name-and-size-1', 'IMG_0001.JPG', day(2), day(20), 'F1F1');
  add('same-name-and-size-2', 'IMG_0001.JPG', day(1), day(21), 'A1A1');
  add('same-suffix-1', 'IMG_0002.JPG', day(1), day(20), 'B2B2');
  add('same-suffix-2', 'IMG_0002.JPG', day(2), day(21), '7F3A0C11');
  add('same-suffix-3', 'IMG_0002.JPG', day(3), day(22), '7F3A9D22');
  add('other-case-1', 'IMG_0003.JPG', day(2), day(20), 'F3F3');
  add('other-case-2', 'img_0003.jpg', day(1), day(21), 'C3C3');
  add('composed', 'Jörg.JPG', day(2), day(20), 'F4F4');
  add('decomposed', 'Jo\u0308rg.JPG', day(1), day(21), 'D4D4');
  add('made-safe', 'a:b.JPG', day(2), day(20), 'F5F5');
  add('safe-already', 'a_b.JPG', day(1), day(21), 'E5E5');
  const movie = { media: 'clip-1.mov', durationMs: 3_000 };
  const live = { media: 'scene-9.heic', liveVideo: writer.extra('live-9.mov'), assetSubtypeV2: 2 };
  add('movie-in-the-way', 'IMG_0004.MOV', day(2), day(20), 'F6F6', movie);
  add('live-behind-movie', 'IMG_0004.HEIC', day(1), day(21), 'A6A6', live);
  add('added-together-1', 'IMG_0005.JPG', day(2), day(20), '1111');
  add('added-together-2', 'IMG_0005.JPG', day(1), day(20), '2222');
  add('other-year-1', 'IMG_0006.JPG', day(1), day(20), 'F7F7');
  add('other-year-2', 'IMG_0006.JPG', Date.UTC(2021, 4, 1, 11), day(21), 'B7B7');
  add('other-month-1', 'IMG_0007.JPG', day(1), day(20), 'F8F8');
  add('other-month-2', 'IMG_0007.JPG', Date.UTC(2022, 11, 1, 11), day(21), 'B8B8');
  add('in-one-album', 'IMG_0008.JPG', day(2), day(20), 'F9F9');
  add('in-two-albums', 'IMG_0008.JPG', day(1), day(21), 'C9C9');
  add('called-edited', 'IMG_0009-edited.JPG', day(2), day(20), 'FAFA');
  add('edit-in-the-way', 'IMG_0009.JPG', day(1), day(21), 'D9D9', {
    editedStill: writer.extra('edited-1.jpg'),
  });
}
