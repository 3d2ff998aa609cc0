import { storage } from 'wxt/utils/storage';

/** Apple's site whose page was signed in last: `.cn` for accounts of mainland China. Null: nobody was yet. */
export const icloudSite = storage.defineItem<'' | '.cn' | null>('local:icloudSite', { fallback: null });
