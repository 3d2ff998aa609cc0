import { storage } from 'wxt/utils/storage';

/** Apple's site of the latest sign-in: `.cn` for accounts in mainland China; null before the first one. */
export const icloudSite = storage.defineItem<'' | '.cn' | null>('local:icloudSite', { fallback: null });
