import { epochMs, recordName, relativePath } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Builds an original in the queue. @param change the fields that matter to a test */
export const queuedFile = (change: Partial<QueuedFile> = {}): QueuedFile => ({
  key: 'k#0',
  order: 1,
  itemKey: 'k',
  libraryKey: 'private:PrimarySync/',
  role: 'original',
  holder: recordName('m'),
  field: 'resOriginalRes',
  checksum: 'c',
  sizeBytes: 10_000,
  takenAt: epochMs(0),
  path: relativePath('2024/2024-06/IMG_0001.JPG'),
  isCopy: false,
  wantedName: null,
  replaces: null,
  state: { status: 'queued' },
  ...change,
});
