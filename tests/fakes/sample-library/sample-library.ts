import { createLibrary, type Library } from '../icloud/library/library.ts';
import type { AssetRecord } from '../icloud/library/records.ts';
import { addEqualNames } from './equal-names.ts';
import { addEverydayItems } from './everyday-items.ts';
import { addOddDates } from './odd-dates.ts';
import { addOddFiles } from './odd-files.ts';
import { addOddNames } from './odd-names.ts';
import { addOtherLibraries } from './other-libraries.ts';
import { addOddAlbums, addSampleAlbums } from './sample-albums.ts';
import { SampleWriter } from './sample-writer.ts';

/** Contents of the sample library. */
export interface SampleOptions {
  /** Includes the two items whose original Apple lacks; without them a copy can be complete. Default true. */
  withUnfinished?: boolean;
}

/**
 * The sample library and its items by label: 63 everyday items, about 40 MB, and one item for every case that must not go
 * wrong. The cases are listed in README.md. Always the same.
 */
export function labelledSample({ withUnfinished = true }: SampleOptions = {}): {
  library: Library;
  items: Record<string, AssetRecord>;
} {
  const library = createLibrary(20261123);
  const writer = new SampleWriter(library);
  const everyday = addEverydayItems(writer);
  addOddFiles(writer, withUnfinished);
  addOddNames(writer);
  addOddDates(writer);
  addEqualNames(writer);
  addOtherLibraries(writer);
  addOddAlbums(writer, addSampleAlbums(writer, everyday));
  return { library, items: writer.items };
}

/** The same without the labels. */
export const sampleLibrary = (options: SampleOptions = {}): Library => labelledSample(options).library;
