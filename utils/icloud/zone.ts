/** Where a library lives. A participant's Shared Library is in `shared`, everything else in `private`. */
export type Database = 'private' | 'shared';

/** A zone that holds a library, with its id as Apple sent it. Source: docs/icloud-photos.md 2. */
export interface LibraryZone {
  database: Database;
  zoneName: string;
  ownerRecordName: string | null;
  zoneType: string | null;
}

/** Name of a library in the log: two databases could hold zones of one name. */
export const libraryKey = ({ database, zoneName }: LibraryZone): string => `${database}:${zoneName}`;

/** The personal library; a migrated account's is `PrimarySync1`. Source: docs/icloud-photos.md 2. */
export const isPersonal = (zoneName: string): boolean => zoneName.startsWith('PrimarySync');

/** Libraries are known by what they are called, never by a list of what they are not. */
export const holdsLibrary = (zoneName: string): boolean =>
  isPersonal(zoneName) || zoneName.startsWith('SharedSync-');

/** Whether a key of {@link libraryKey} names the Shared Library, in either database. */
export const isSharedLibraryKey = (key: string): boolean => /:SharedSync-/.test(key);

/** A shared album of the new kind (iOS 27), with originals. Source: docs/icloud-photos.md 2.3. */
export const isSharedAlbum = (zoneName: string): boolean => zoneName.startsWith('SharedCollection-');

/** `zoneID` as a request wants it: all that came. */
export const zoneId = ({ zoneName, ownerRecordName, zoneType }: LibraryZone): Record<string, string> => ({
  zoneName,
  ...(ownerRecordName !== null && { ownerRecordName }),
  ...(zoneType !== null && { zoneType }),
});
