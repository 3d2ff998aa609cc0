/** Returns the folder of a path, or of a folder; empty for the destination. */
export const folderOfPath = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Returns the last part of a path: the name of a file or folder. */
export const nameOfPath = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
