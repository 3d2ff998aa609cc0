import { storage } from 'wxt/utils/storage';
import type { EpochMs } from '../units.ts';

/** When a copy went on by itself after the browser had been closed; null if none did since this browser was started. */
export const resumedAt = storage.defineItem<EpochMs | null>('session:resumedAt', { fallback: null });
