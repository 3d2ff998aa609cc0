/** Languages that our own folders have names in. */
export type FolderLanguage = 'en' | 'nb';

/** Names of the folders that we add to the user's own. */
export interface FolderNames {
  /** Photos whose date is missing or absurd. */
  noDate: string;
  /** Photos in no album. */
  unfiled: string;
  sharedLibrary: string;
  /** Parent of the folders of shared albums. */
  sharedAlbums: string;
  hidden: string;
  deleted: string;
  /** An album without a name. */
  untitledAlbum: string;
}

const names: Record<FolderLanguage, FolderNames> = {
  en: {
    noDate: 'No date',
    unfiled: 'Not in any album',
    sharedLibrary: 'Shared Library',
    sharedAlbums: 'Shared Albums',
    hidden: 'Hidden',
    deleted: 'Recently Deleted',
    untitledAlbum: 'Untitled album',
  },
  nb: {
    noDate: 'Uten dato',
    unfiled: 'Ikke i noe album',
    sharedLibrary: 'Delt bibliotek',
    sharedAlbums: 'Delte albumer',
    hidden: 'Skjult',
    deleted: 'Nylig slettet',
    untitledAlbum: 'Album uten navn',
  },
};

/** Returns the names of our folders; absent: English, as in every copy before there was a choice. */
export const folderNames = (language: FolderLanguage | undefined): FolderNames => names[language ?? 'en'];

/** Names of our top folders in all languages: an album with such a name gets a suffix. */
export const ownFolders: readonly string[] = Object.values(names).flatMap(
  ({ noDate, unfiled, sharedLibrary, sharedAlbums, hidden, deleted }) => [
    noDate,
    unfiled,
    sharedLibrary,
    sharedAlbums,
    hidden,
    deleted,
  ],
);

/** Returns the language of the folders of a first copy. @param language BCP 47 tag of the browser's texts */
export const folderLanguage = (language: string): FolderLanguage =>
  /^(nb|no)\b/i.test(language) ? 'nb' : 'en';
