import type { CheckRow } from '../domain/check/check-row.ts';
import type { ToWorker } from './worker-link.ts';

/** Messages from the worker of the connection check to its page, besides its requests. */
export type FromCheckWorker = { kind: 'row'; row: CheckRow } | { kind: 'done' };

/** Messages from the page to that worker. */
export type ToCheckWorker = { kind: 'begin' } | Extract<ToWorker, { kind: 'answer' }>;
