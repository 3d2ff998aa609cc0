import { storage } from 'wxt/utils/storage';
import type { EpochMs } from '../units.ts';

/** When a copy resumed automatically after the browser was closed; null if none has since this browser start. */
export const resumedAt = storage.defineItem<EpochMs | null>('session:resumedAt', { fallback: null });
