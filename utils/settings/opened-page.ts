import { storage } from 'wxt/utils/storage';

/** The tab with iCloud Photos that we opened ourselves; forgotten when the browser ends. */
export const openedPage = storage.defineItem<number | null>('session:openedPage', { fallback: null });

/** Whether somebody has looked at that tab since it was opened. */
export const openedPageSeen = storage.defineItem<boolean>('session:openedPageSeen', { fallback: false });
