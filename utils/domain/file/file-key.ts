import type { ListName } from '../layout/destination-path.ts';
import type { Role } from '../photo/role.ts';

/** Returns the key of a file: its photo, its role and its place. */
export const fileKeyOf = (itemKey: string, role: Role, place: string): string =>
  `${itemKey}#${role}@${place}`;

const listPlaces: Record<ListName, string> = { main: '', hidden: ':hidden', deleted: ':deleted' };

/** Returns the place of files outside all album folders. No album has such a name: record names escape the colon. */
export const listPlace = (list: ListName): string => listPlaces[list];

/** Returns whether a place is an album. */
export const isAlbumPlace = (place: string): boolean => place !== '' && !place.startsWith(':');

/** Returns the place in a file's key. */
export const placeOf = (fileKey: string): string => fileKey.slice(fileKey.lastIndexOf('@') + 1);

/** Returns the item key that a file's key begins with. */
export const itemKeyOf = (fileKey: string): string => fileKey.slice(0, fileKey.lastIndexOf('#'));
