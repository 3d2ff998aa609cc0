/** Database that holds a library. A participant's Shared Library is in `shared`, everything else in `private`. */
export type Database = 'private' | 'shared';

/** A zone with a library. The id is kept as Apple sent it. Source: docs/icloud-photos.md 2. */
export interface LibraryZone {
  database: Database;
  zoneName: string;
  ownerRecordName: string | null;
  zoneType: string | null;
}

/** Key of a library in the log. Two databases could hold zones of the same name. */
export const libraryKey = ({ database, zoneName }: LibraryZone): string => `${database}:${zoneName}`;

/** Whether a zone is the personal library. A migrated account's is `PrimarySync1`. Source: docs/icloud-photos.md 2. */
export const isPersonal = (zoneName: string): boolean => zoneName.startsWith('PrimarySync');

/** Whether a zone holds a library. Libraries are recognised by their own names, never by excluding others. */
export const holdsLibrary = (zoneName: string): boolean =>
  isPersonal(zoneName) || zoneName.startsWith('SharedSync-');

/** Whether a key of {@link libraryKey} names the Shared Library, in either database. */
export const isSharedLibraryKey = (key: string): boolean => /:SharedSync-/.test(key);

/** Whether a zone is a shared album of the new kind (iOS 27), with originals. Source: docs/icloud-photos.md 2.3. */
export const isSharedAlbum = (zoneName: string): boolean => zoneName.startsWith('SharedCollection-');

/** Returns the part of a shared album's zone name that is its own. */
export const sharedAlbumId = (zoneName: string): string => zoneName.replace('SharedCollection-', '');

/** What a zone with photos is for people; `other`: a kind that we do not know. */
export type LibraryKind = 'personal' | 'shared-library' | 'shared-album' | 'other';

/** Returns the kind of a zone with photos. */
export function libraryKind(zoneName: string): LibraryKind {
  if (isPersonal(zoneName)) return 'personal';
  if (holdsLibrary(zoneName)) return 'shared-library';
  return isSharedAlbum(zoneName) ? 'shared-album' : 'other';
}

/** Builds the `zoneID` of a request from everything that Apple sent. */
export const zoneId = ({ zoneName, ownerRecordName, zoneType }: LibraryZone): Record<string, string> => ({
  zoneName,
  ...(ownerRecordName !== null && { ownerRecordName }),
  ...(zoneType !== null && { zoneType }),
});
