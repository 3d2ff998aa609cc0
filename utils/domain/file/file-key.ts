import type { ListName } from '../layout/destination-path.ts';
import type { Role } from '../photo/role.ts';

/** Returns the key of a file: its photo, its role and its place. */
export const fileKeyOf = (itemKey: string, role: Role, folderId: string): string =>
  `${itemKey}#${role}@${folderId}`;

const listFolderIds: Record<ListName, string> = { main: '', hidden: ':hidden', deleted: ':deleted' };

/** Returns the place of files outside all album folders. No album has such a name: record names escape the colon. */
export const listFolderId = (list: ListName): string => listFolderIds[list];

/** Returns whether a place is an album. */
export const isAlbumFolderId = (folderId: string): boolean => folderId !== '' && !folderId.startsWith(':');

/** Returns the place in a file's key. */
export const folderIdOf = (fileKey: string): string => fileKey.slice(fileKey.lastIndexOf('@') + 1);

/** Returns the item key that a file's key begins with. */
export const itemKeyOf = (fileKey: string): string => fileKey.slice(0, fileKey.lastIndexOf('#'));

/** Returns the role in a file's key, which another version may have written. */
export const roleOf = (fileKey: string): string =>
  fileKey.slice(fileKey.lastIndexOf('#') + 1, fileKey.lastIndexOf('@'));
