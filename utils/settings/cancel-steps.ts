import { storage } from 'wxt/utils/storage';
import type { CancelStep } from '../domain/report/certificate.ts';

/** Ticked steps before somebody cancels the storage at Apple; parse them with `parseSteps`. */
export const cancelSteps = storage.defineItem<CancelStep[]>('local:cancelSteps', {
  fallback: [],
  version: 1,
});
