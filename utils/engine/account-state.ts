import { TransferError } from '../errors.ts';
import type { IcloudClient } from '../icloud/client.ts';
import type { Run } from '../domain/run/run.ts';
import type { Backoff } from './flow/backoff.ts';
import type { Clock } from '../ports/clock.ts';
import type { ListingLog } from '../ports/listing-log.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from './flow/try-thrice.ts';

/**
 * Holds the account against having no photos at all, in no list that Apple counts: iCloud Photos is switched off, or it
 * is the wrong account. All lists are read again after that.
 *
 * @throws {TransferError} `icloud-empty`
 */
export async function expectPhotos(store: ListingLog, account: string | null): Promise<void> {
  const lists = (await store.libraries()).flatMap((library) => Object.values(library.lists));
  if (lists.some(({ seenItems, appleCount }) => seenItems > 0 || (appleCount ?? 0) > 0)) return;
  await store.listAllAgain();
  throw new TransferError('icloud-empty', 'no list holds a photo', {
    service: 'icloud',
    ...(account !== null && { facts: { account } }),
  });
}

/** Whether Apple was still sorting a library when it was read, and has sorted all of them by now. */
export async function hasBeenSorted(
  { shortfalls }: Run,
  {
    icloud,
    store,
    backoff,
    clock,
  }: { icloud: IcloudClient; store: ListingLog; backoff: Backoff; clock: Clock },
  signal: AbortSignal,
): Promise<boolean> {
  if (!shortfalls.some(({ code }) => code === 'icloud-sorting')) return false;
  for (const { zone } of await store.libraries()) {
    const read = () => icloud.readState(zone, signal);
    const state = orNull(await attemptOptional({ backoff, clock }, signal, read, PER_CALL_ERRORS));
    if (!state?.isIndexed) return false;
  }
  return true;
}
