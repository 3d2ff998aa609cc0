import { storage } from 'wxt/utils/storage';

/** The tab with iCloud Photos that we opened ourselves; forgotten when the browser ends. */
export const openedPage = storage.defineItem<number | null>('session:openedPage', { fallback: null });
