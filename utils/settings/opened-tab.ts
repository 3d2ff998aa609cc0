import { storage } from 'wxt/utils/storage';

/** The iCloud tab that we opened ourselves; forgotten when the browser closes. */
export const openedTab = storage.defineItem<number | null>('session:openedPage', { fallback: null });

/** Whether the user has looked at that tab since it was opened. */
export const openedTabSeen = storage.defineItem<boolean>('session:openedPageSeen', { fallback: false });
