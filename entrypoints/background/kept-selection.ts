import { storage } from 'wxt/utils/storage';
import type { WantedPhotos } from '../../utils/messaging/protocol.ts';

/** What was to be sent before the setup was done; null when nothing is kept. Forgotten when the browser ends. */
export const keptSelection = storage.defineItem<WantedPhotos | null>('session:keptSelection', {
  fallback: null,
});
