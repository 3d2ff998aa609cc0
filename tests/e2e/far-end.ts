import { expect } from '@playwright/test';
import { copiedFiles, copiedUploads } from '../support/copied-files.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import type { FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import type { Services } from '../support/start-services.ts';

type Ends = Pick<Services, 'icloud' | 'jottacloud'>;

/** Lists the files in Jottacloud by their bytes, one line each, sorted. */
const storedContent = (jottacloud: FakeJottacloud): string[] =>
  copiedFiles(jottacloud)
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();

/** The same for the expected files. */
const wantedContent = (library: Library): string[] =>
  library
    .expectedOriginals()
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();

/** Expects exactly the originals in Jottacloud, byte for byte, and no violation at either service. */
export function expectEverythingCopied({ icloud, jottacloud }: Ends): void {
  expect(storedContent(jottacloud)).toEqual(wantedContent(icloud.library));
  icloud.assertNeverWritten();
  expect([...icloud.violations, ...jottacloud.violations]).toEqual([]);
  expect([...icloud.routeErrors, ...jottacloud.routeErrors]).toEqual([]);
}

/** Part of the files that have arrived, 0 … 1. */
export const arrivedShare = ({ icloud, jottacloud }: Ends): number =>
  copiedFiles(jottacloud).length / icloud.library.expectedOriginals().length;

/** Waits until so much has arrived, but not everything. */
export async function untilArrived(ends: Ends, share: number): Promise<void> {
  await expect
    .poll(() => arrivedShare(ends), { intervals: [25], timeout: 60_000 })
    .toBeGreaterThanOrEqual(share);
  expect(arrivedShare(ends), 'the run should still be in the middle').toBeLessThan(0.9);
}

/** Paths whose bytes were sent to the end more than once. */
export function sentTwice(jottacloud: FakeJottacloud): string[] {
  const finished = copiedUploads(jottacloud)
    .filter(({ status }) => status === 200)
    .map(({ path }) => path);
  return finished.filter((path, index) => finished.indexOf(path) !== index);
}

/** Content bytes that went to Jottacloud beyond one time each original. */
export const wastedBytes = ({ icloud, jottacloud }: Ends): number =>
  copiedUploads(jottacloud).reduce((sum, { bytes }) => sum + bytes, 0) -
  icloud.library.expectedOriginals().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
