import type { CheckRow } from '../domain/check/check-row.ts';
import type { ToWorker } from './worker-link.ts';

/** From the worker of the connection check to its page, beside its questions. */
export type FromCheckWorker = { kind: 'row'; row: CheckRow } | { kind: 'done' };

/** From the page to that worker. */
export type ToCheckWorker = { kind: 'begin' } | Extract<ToWorker, { kind: 'answer' }>;
