/** The folders that must come of one of Apple's recorded album lists. */
export interface RecordedAlbums {
  /** Path below the recorded replies. */
  reply: string;
  /** Albums that a person made, folders not counted. */
  albums: number;
  /** Folders of albums, without the roots. */
  folders: number;
  /** Folder names at Jottacloud by the beginning of the record name, where they are not simply the album's name. */
  named: Record<string, string>;
}

/**
 * Read by eye from the recorded JSON. Two albums of 2019 are called "Album 56": 27867DE7 was made in 2015 and keeps the
 * name, 2076BCB0 is of 2019. Two other names of it need care: a slash, and a decomposed "Jörg".
 */
export const recordedAlbums: RecordedAlbums[] = [
  { reply: 'albums/albums-2018-30.json', albums: 28, folders: 1, named: {} },
  {
    reply: 'albums/albums-2019-17.json',
    albums: 16,
    folders: 0,
    named: {
      '27867DE7': 'Album 56',
      '2076BCB0': 'Album 56 (2076)',
      '0A7632D2': 'Garage vorher_nachher',
      '1EB42751': 'J\u00f6rg',
    },
  },
  { reply: 'albums/albums-2023-12.json', albums: 10, folders: 0, named: {} },
];
