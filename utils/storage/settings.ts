import { storage } from 'wxt/utils/storage';

/** All settings; each a versioned item with its default. */
export const settings = {
  /** Folder in Jottacloud's Archive that everything goes below. */
  destinationFolder: storage.defineItem<string>('local:destinationFolder', {
    fallback: 'iCloud Photos',
    version: 1,
  }),
};
