import { readFileSync } from 'node:fs';
import type { AssetOptions, FileOptions } from '../icloud/library/asset-options.ts';
import { createLibrary, type Library } from '../icloud/library/library.ts';
import type { AssetRecord } from '../icloud/library/records.ts';
import { paddedMedia } from './padded-media.ts';

const KIB = 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY_MS = Date.UTC(2023, 5, 20, 10, 15);

/** Writes the sample's items one after another, each some days later and with content of its own. */
class SampleWriter {
  readonly library: Library;
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
    return this.library.addPhoto({
      ...when,
      ...still,
      name: `IMG_${number}.JPG`,
      width: 1200,
      height: 900,
      ...more,
    });
  }

  heic(scene: 9 | 10, sizeKib: number, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(scene);
    const still = this.file(`scene-${scene}.heic`, sizeKib, 'public.heic');
    return this.library.addPhoto({
      ...when,
      ...still,
      name: `IMG_${number}.HEIC`,
      width: 1200,
      height: 900,
      ...more,
    });
  }

  live(still: 'scene-2.jpg' | 'scene-9.heic', more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(2);
    const isHeic = still.endsWith('.heic');
    const picture = this.file(still, 300, isHeic ? 'public.heic' : 'public.jpeg');
    const liveVideo = this.file(isHeic ? 'live-9.mov' : 'live-2.mov', 420, 'com.apple.quicktime-movie');
    const name = `IMG_${number}.${isHeic ? 'HEIC' : 'JPG'}`;
    return this.library.addLivePhoto({
      ...when,
      ...picture,
      name,
      liveVideo,
      width: 1200,
      height: 900,
      ...more,
    });
  }

  video(clip: 'clip-1.mov' | 'clip-2.mp4', sizeKib: number, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(6);
    const isMov = clip.endsWith('.mov');
    const movie = this.file(clip, sizeKib, isMov ? 'com.apple.quicktime-movie' : 'public.mpeg-4');
    const name = `IMG_${number}.${isMov ? 'MOV' : 'MP4'}`;
    return this.library.addVideo({
      ...when,
      ...movie,
      name,
      durationMs: isMov ? 3_000 : 2_000,
      width: 640,
      height: 480,
      ...more,
    });
  }

  screenshot(which: 1 | 2, more: AssetOptions = {}): AssetRecord {
    const { number, ...when } = this.next(which);
    const picture = this.file(`screenshot-${which}.png`, 150, 'public.png');
    return this.library.addPhoto({
      ...when,
      ...picture,
      name: `IMG_${number}.PNG`,
      width: 750,
      height: 1334,
      assetSubtypeV2: 3,
      ...more,
    });
  }
}

/**
 * A believable account of 63 items, about 40 MB: JPEG and HEIC photos, Live Photos, movies, edited photos and movies, RAW with
 * JPEG and a DNG alone, screenshots, duplicates sharing a master, favourites, one hidden, one in Recently Deleted; albums three
 * levels deep. Always the same.
 */
export function sampleLibrary(): Library {
  const library = createLibrary(20261123);
  const writer = new SampleWriter(library);
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
  const twins = photos
    .slice(3, 6)
    .map((photo) => library.duplicateOf(photo, { thumbnail: readMedia('thumb-4.jpg') }));
  writer.photo(8, 200, { hidden: true });
  library.delete(writer.photo(7, 200));
  for (const favourite of [...photos.slice(0, 4), ...lives.slice(0, 1), ...heics.slice(0, 1)])
    library.setFavourite(favourite, true);
  addAlbums(library, {
    summer: [...photos.slice(0, 9), ...lives],
    norway: heics,
    family: [...videos, ...edited, ...twins],
    raws,
    screenshots,
  });
  library.albums.addAlbum('Tomt album');
  return library;
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

interface AlbumContents {
  summer: AssetRecord[];
  norway: AssetRecord[];
  family: AssetRecord[];
  raws: AssetRecord[];
  screenshots: AssetRecord[];
}

/** Folder "Resor" › folder "Norden" › albums; an album in "Resor"; three on top, one with a slash in its name. */
function addAlbums({ albums }: Library, contents: AlbumContents): void {
  const travels = albums.addFolder('Resor');
  const nordic = albums.addFolder('Norden', { parent: travels });
  albums.addTo(albums.addAlbum('Norge 2024', { parent: nordic }), ...contents.norway);
  albums.addTo(albums.addAlbum('Sommar på Öland', { parent: nordic }), ...contents.summer);
  albums.addTo(albums.addAlbum('Familjen', { parent: travels }), ...contents.family);
  albums.addTo(albums.addAlbum('RAW / test'), ...contents.raws);
  albums.addTo(albums.addAlbum('Skärmbilder'), ...contents.screenshots);
}

const media = new Map<string, Uint8Array>();

function readMedia(name: string): Uint8Array {
  const known = media.get(name) ?? readFileSync(new URL(`media/${name}`, import.meta.url));
  media.set(name, known);
  return known;
}
