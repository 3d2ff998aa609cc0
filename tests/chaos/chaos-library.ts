import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';

const KB = 1_000;
const MB = 1_000_000;

/** Number of items of each size. */
export interface ChaosSize {
  /** Of 20 to 300 KB: photos, Live Photos, edited ones, some of them twice with one master, some in albums. */
  small: number;
  /** Sizes of the videos, bytes. */
  videos: readonly number[];
}

/** A library in which everything occurs that files can be; the same for the same seed. */
export function chaosLibrary(seed: number, { small, videos }: ChaosSize): Library {
  const library = createLibrary(seed);
  const { random, albums } = library;
  const someBytes = (): number => 20 * KB + random.integer(280 * KB);
  const lists = ['Sommar', 'Jul', 'Familie'].map((name) => albums.addAlbum(name));
  const videosLeft = videos.map((bytes, at) => ({ bytes, after: ((at + 0.5) / videos.length) * small }));
  for (let index = 0; index < small; index += 1) {
    for (let [next] = videosLeft; next && next.after <= index; [next] = videosLeft) {
      library.addVideo({ bytes: next.bytes });
      videosLeft.shift();
    }
    const asset =
      index % 10 === 1
        ? library.addLivePhoto({ bytes: someBytes(), liveVideo: { bytes: someBytes() } })
        : index % 25 === 2
          ? library.addEditedPhoto({ bytes: someBytes(), editedStill: { bytes: someBytes() } })
          : library.addPhoto({ bytes: someBytes() });
    if (index % 20 === 3) {
      library.duplicateOf(asset);
      index += 1;
    }
    for (const [place, album] of lists.entries())
      if (index % (5 + 2 * place) === 0) albums.addTo(album, asset);
  }
  return library;
}

/** The 500 items: 490 small ones and ten videos of 20 to 80 MB. */
export const FULL_SIZE: ChaosSize = {
  small: 490,
  videos: [20, 80, 25, 30, 60, 20, 45, 35, 50, 40].map((size) => size * MB),
};

/** What the tests have time for. */
export const SHORT_SIZE: ChaosSize = { small: 58, videos: [9 * MB, 12 * MB] };
