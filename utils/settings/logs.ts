import { parseLogs } from '../domain/account/logs.ts';
import { defineDatabaseItem } from './database-item.ts';

/**
 * The logs of this browser, and which is the current one. It is stored before a log is created or left, so that all contexts
 * open the same log after any death. Only the background writes it.
 */
export const logs = defineDatabaseItem('logs', parseLogs);
