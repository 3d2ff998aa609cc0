import { readFileSync } from 'node:fs';
import type { AssetOptions, FileOptions } from '../icloud/library/asset-options.ts';
import type { Library } from '../icloud/library/library.ts';
import type { AssetRecord } from '../icloud/library/records.ts';
import { paddedMedia } from './padded-media.ts';

const KIB = 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY_MS = Date.UTC(2023, 5, 20, 10, 15);
/** What an odd item's file is larger than its medium. */
const ROOM_KIB = 8;

/** Writes the sample's items one after another, each with content of its own; everyday ones some days apart, labelled by the number in their name. */
export class SampleWriter {
  readonly library: Library;
  /** Every item by the label that the expected trees call it by. */
  readonly items: Record<string, AssetRecord> = {};
  #count = 0;

  constructor(library: Library) {
    this.library = library;
  }

  /** The next item's name number, date and thumbnail. */
  next(scene: number): Pick<AssetOptions, 'takenAt' | 'addedAt' | 'thumbnail'> & { number: string } {
    this.#count += 1;
    const slot = (this.#count * 23) % 64; // mixes the kinds in the grid; 23 and 64 share no factor, so no two items share a day
    const takenAt = FIRST_DAY_MS + slot * 9 * DAY_MS + slot * 61_000;
    const thumbnail = readMedia(`thumb-${((scene - 1) % 8) + 1}.jpg`);
    return { number: String(2000 + this.#count), takenAt, addedAt: takenAt + 5_000, thumbnail };
  }

  /** A media file as one of the item's files. */
  file(name: string, sizeKib: number, type: string): Required<FileOptions> {
    const seed = this.#count * 16 + type.length;
    return { bytes: paddedMedia(name, readMedia(name), sizeKib * KIB + this.#count * 7, seed), type };
  }

  photo(scene: number, sizeKib: number, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(scene);
    const still = this.file(`scene-${scene}.jpg`, sizeKib, 'public.jpeg');
    return this.keep(
      number,
      this.library.addPhoto({
        ...when,
        ...still,
        name: `IMG_${number}.JPG`,
        width: 1200,
        height: 900,
        ...more,
      }),
    );
  }

  heic(scene: 9 | 10, sizeKib: number, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(scene);
    const still = this.file(`scene-${scene}.heic`, sizeKib, 'public.heic');
    return this.keep(
      number,
      this.library.addPhoto({
        ...when,
        ...still,
        name: `IMG_${number}.HEIC`,
        width: 1200,
        height: 900,
        ...more,
      }),
    );
  }

  live(still: 'scene-2.jpg' | 'scene-9.heic', more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(2);
    const isHeic = still.endsWith('.heic');
    const picture = this.file(still, 300, isHeic ? 'public.heic' : 'public.jpeg');
    const liveVideo = this.file(isHeic ? 'live-9.mov' : 'live-2.mov', 420, 'com.apple.quicktime-movie');
    const name = `IMG_${number}.${isHeic ? 'HEIC' : 'JPG'}`;
    return this.keep(
      number,
      this.library.addLivePhoto({
        ...when,
        ...picture,
        name,
        liveVideo,
        width: 1200,
        height: 900,
        ...more,
      }),
    );
  }

  video(clip: 'clip-1.mov' | 'clip-2.mp4', sizeKib: number, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(6);
    const isMov = clip.endsWith('.mov');
    const movie = this.file(clip, sizeKib, isMov ? 'com.apple.quicktime-movie' : 'public.mpeg-4');
    const name = `IMG_${number}.${isMov ? 'MOV' : 'MP4'}`;
    return this.keep(
      number,
      this.library.addVideo({
        ...when,
        ...movie,
        name,
        durationMs: isMov ? 3_000 : 2_000,
        width: 640,
        height: 480,
        ...more,
      }),
    );
  }

  screenshot(which: 1 | 2, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(which);
    const picture = this.file(`screenshot-${which}.png`, 150, 'public.png');
    return this.keep(
      number,
      this.library.addPhoto({
        ...when,
        ...picture,
        name: `IMG_${number}.PNG`,
        width: 750,
        height: 1334,
        assetSubtypeV2: 3,
        ...more,
      }),
    );
  }

  /** An item of its own kind: an exact name, a day that says something, a small file. Added a day after it was taken unless told otherwise. */
  odd(label: string, name: AssetOptions['name'], takenAt: number | null, more: OddOptions = {}): AssetRecord {
    const { media = 'scene-3.jpg', type = typeOf(media), ...options } = more;
    const { thumbnail = readMedia('thumb-3.jpg') } = this.next(3);
    return this.keep(
      label,
      this.library.addPhoto({
        thumbnail,
        ...this.extra(media, type),
        ...(name === undefined ? {} : { name }),
        takenAt,
        addedAt: (takenAt ?? 0) + DAY_MS,
        width: 1200,
        height: 900,
        ...options,
      }),
    );
  }

  /** A file of an odd item, different from all others. */
  extra(media: string, type = typeOf(media)): Required<FileOptions> {
    return this.file(media, Math.ceil(readMedia(media).length / KIB) + ROOM_KIB, type);
  }

  /** Labels an item. @throws if the label is taken. */
  keep(label: string, asset: AssetRecord): AssetRecord {
    if (this.items[label]) throw new Error(`two items are called ${label}`);
    this.items[label] = asset;
    return asset;
  }
}

/** How an odd item differs. */
export interface OddOptions extends AssetOptions {
  /** File in `media/`; default a JPEG. */
  media?: string;
}

const TYPES: Record<string, string> = {
  jpg: 'public.jpeg',
  heic: 'public.heic',
  png: 'public.png',
  mov: 'com.apple.quicktime-movie',
  mp4: 'public.mpeg-4',
  dng: 'com.adobe.raw-image',
};

const typeOf = (media: string): string => TYPES[media.split('.').at(-1) ?? ''] ?? 'public.jpeg';

const media = new Map<string, Uint8Array>();

/** A file of the folder `media`. */
export function readMedia(name: string): Uint8Array {
  const known = media.get(name) ?? readFileSync(new URL(`media/${name}`, import.meta.url));
  media.set(name, known);
  return known;
}
