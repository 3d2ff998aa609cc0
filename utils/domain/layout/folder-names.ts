/** Languages that our own folders have names in: those of the texts. */
export const folderLanguages = ['en', 'nb', 'sv', 'da', 'fi', 'de', 'nl'] as const;

/** A language of our own folders. */
export type FolderLanguage = (typeof folderLanguages)[number];

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
  /** Renditions that open everywhere, in the same tree as the photos. */
  compatible: string;
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
    compatible: 'Compatible copies',
    untitledAlbum: 'Untitled album',
  },
  nb: {
    noDate: 'Uten dato',
    unfiled: 'Ikke i noe album',
    sharedLibrary: 'Delt bibliotek',
    sharedAlbums: 'Delte album',
    hidden: 'Skjult',
    deleted: 'Nylig slettet',
    compatible: 'Kompatible kopier',
    untitledAlbum: 'Album uten navn',
  },
  sv: {
    noDate: 'Utan datum',
    unfiled: 'Inte i något album',
    sharedLibrary: 'Delat bibliotek',
    sharedAlbums: 'Delade album',
    hidden: 'Gömda',
    deleted: 'Senast raderade',
    compatible: 'Kompatibla kopior',
    untitledAlbum: 'Album utan namn',
  },
  da: {
    noDate: 'Uden dato',
    unfiled: 'Ikke i noget album',
    sharedLibrary: 'Fælles bibliotek',
    sharedAlbums: 'Delte album',
    hidden: 'Skjulte',
    deleted: 'Slettet for nylig',
    compatible: 'Kompatible kopier',
    untitledAlbum: 'Album uden navn',
  },
  fi: {
    noDate: 'Ei päivämäärää',
    unfiled: 'Ei missään albumissa',
    sharedLibrary: 'Jaettu kirjasto',
    sharedAlbums: 'Jaetut albumit',
    hidden: 'Kätketyt',
    deleted: 'Äskettäin poistetut',
    compatible: 'Yhteensopivat kopiot',
    untitledAlbum: 'Nimetön albumi',
  },
  de: {
    noDate: 'Ohne Datum',
    unfiled: 'In keinem Album',
    sharedLibrary: 'Geteilte Mediathek',
    sharedAlbums: 'Geteilte Alben',
    hidden: 'Ausgeblendet',
    deleted: 'Zuletzt gelöscht',
    compatible: 'Kompatible Kopien',
    untitledAlbum: 'Album ohne Namen',
  },
  nl: {
    noDate: 'Zonder datum',
    unfiled: 'Niet in een album',
    sharedLibrary: 'Gedeelde bibliotheek',
    sharedAlbums: 'Gedeelde albums',
    hidden: 'Verborgen',
    deleted: 'Recent verwijderd',
    compatible: 'Compatibele kopieën',
    untitledAlbum: 'Naamloos album',
  },
};

/** Returns the names of our folders; absent: English, as in every copy before there was a choice. */
export const folderNames = (language: FolderLanguage | undefined): FolderNames => names[language ?? 'en'];

/** Folder of files that are no photos. It has one name in all languages, so that every computer finds it. */
export const OWN_FILES_FOLDER = 'Fotoflytt';

/** Names of our top folders in all languages: an album with such a name gets a suffix. */
export const ownFolders: readonly string[] = [
  OWN_FILES_FOLDER,
  ...Object.values(names).flatMap(
    ({ noDate, unfiled, sharedLibrary, sharedAlbums, hidden, deleted, compatible }) => [
      noDate,
      unfiled,
      sharedLibrary,
      sharedAlbums,
      hidden,
      deleted,
      compatible,
    ],
  ),
];

/** Returns the language of the folders of a first copy. @param language BCP 47 tag of the browser's texts */
export function folderLanguage(language: string): FolderLanguage {
  const primary = language.toLowerCase().split('-')[0]?.replace(/^no$/, 'nb');
  return folderLanguages.find((known) => known === primary) ?? 'en';
}
