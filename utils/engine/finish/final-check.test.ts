import { expect, test } from 'vitest';
import { epochMs, md5, recordName, relativePath } from '../../units.ts';
import { checkDestination, type CheckTools } from './final-check.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

const MD5 = md5('d41d8cd98f00b204e9800998ecf8427e');
const FILES = 5_000;
const fileOf = (order: number): QueuedFile => ({
  key: `${order}`,
  order,
  itemKey: '',
  libraryKey: '',
  role: 'original',
  holder: recordName(''),
  field: 'f',
  checksum: 'c',
  sizeBytes: 7,
  takenAt: epochMs(0),
  path: relativePath(`${order}.JPG`),
  isCopy: false,
  wantedName: null,
  replaces: null,
  state: { status: 'done', md5: MD5, proof: 'checksum', outcome: 'uploaded', doneAt: epochMs(0) },
});

/** A log of finished files at an empty destination. */
function emptyDestination(onApply: (applied: number) => void) {
  let applied = 0;
  const tools: CheckTools = {
    jottacloud: {
      list: async function* () {
        yield* [];
      },
      readStored: () => Promise.resolve(null),
    },
    store: {
      doneFiles: async (after, limit) =>
        Array.from({ length: Math.min(limit, FILES - after) }, (_, index) => fileOf(after + index + 1)),
      filesAt: async (paths) => paths.map(() => null),
      followMove: () => Promise.reject(new Error('nothing is elsewhere')),
      requeueMissing: async ({ key }) => {
        onApply((applied += 1));
        return fileOf(Number(key));
      },
      rename: () => Promise.reject(new Error('nothing has its name')),
    },
    backoff: {
      run: (_signal, call) => call(),
      paused: null,
      successes: 0,
      isShaky: false,
      resume: () => undefined,
    },
    clock: { now: () => epochMs(0), chance: () => 0, sleep: async () => undefined },
    destinationFolder: 'iCloud Photos',
    onChecked: () => Promise.resolve(),
  };
  return tools;
}

test('everything that is missing goes back to the queue', async () => {
  let applied = 0;
  const tools = emptyDestination((count) => (applied = count));
  expect(await checkDestination(tools, new AbortController().signal)).toEqual({
    listedFiles: 0,
    unreadableNames: 0,
    missingFiles: FILES,
    changedFiles: 0,
    movedFiles: 0,
  });
  expect(applied).toBe(FILES);
});

test('a pause ends the work on many missing files at once', async () => {
  const pause = new AbortController();
  let applied = 0;
  const tools = emptyDestination((count) => {
    applied = count;
    if (count === 5) pause.abort();
  });
  await expect(checkDestination(tools, pause.signal)).rejects.toThrow(/abort/i);
  expect(applied).toBeLessThan(1_100);
});
