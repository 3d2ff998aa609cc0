import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const FIRST_MS = Date.UTC(2024, 5, 1, 10);
const HOUR_MS = 3_600_000;
const bytes = (text: string): Buffer => Buffer.from(text.repeat(20));

/**
 * The library that the log in `log-of-87f7d15.json` was made over. Names, dates and bytes stand here one by one: they
 * must stay what they are in the log. The videos of edited Live Photos are in `resVidCompl`, which that version did not
 * ask for.
 */
export function libraryOf87f7d15(): Library {
  const library = createLibrary(87);
  const at = (number: number) => ({
    recordName: `8770000${number}-0000-4000-8000-00000000000${number}`,
    takenAt: FIRST_MS + number * HOUR_MS,
    addedAt: FIRST_MS + number * HOUR_MS + 60_000,
  });
  const edited = (number: number) => ({
    ...at(number),
    name: `IMG_000${number}.HEIC`,
    bytes: bytes(`still ${number}`),
    liveVideo: { bytes: bytes(`video ${number}`) },
    editedStill: { bytes: bytes(`edited still ${number}`) },
    editedVideo: { bytes: bytes(`edited video ${number}`) },
  });
  const photo = library.addPhoto({ ...at(1), name: 'IMG_0001.JPG', bytes: bytes('photo 1') });
  const inAlbum = library.addLivePhoto(edited(2));
  library.addLivePhoto(edited(3));
  library.addLivePhoto({
    ...at(4),
    name: 'IMG_0004.HEIC',
    bytes: bytes('still 4'),
    liveVideo: { bytes: bytes('video 4') },
  });
  library.addVideo({
    ...at(5),
    name: 'IMG_0005.MOV',
    bytes: bytes('movie 5'),
    editedStill: { bytes: bytes('poster 5') },
    editedVideo: { bytes: bytes('edited movie 5') },
  });
  library.addLivePhoto({ ...edited(6), hidden: true });
  library.addPhoto({ ...at(7), name: 'IMG_0001.JPG', bytes: bytes('photo 7') });
  const albums = ['Sommar', 'Familie'].map((name, index) =>
    library.albums.addAlbum(name, {
      recordName: `A870000${index}-0000-4000-8000-00000000000${index}`,
      createdAt: FIRST_MS,
    }),
  );
  for (const album of albums) library.albums.addTo(album, inAlbum);
  const [first] = albums;
  if (first) library.albums.addTo(first, photo);
  return library;
}
