import { expect, test } from 'vitest';
import type { KnownContent, QueuedFile } from '../../ports/work-queue.ts';
import { epochMs, md5 } from '../../units.ts';
import { queuedFile } from '../testing/queued-file.ts';
import { createKnownContents } from './known-contents.ts';

/** A checksum of the kind that we can verify: a version and 20 bytes. */
const CHECKSUM = btoa(`\x01${'\0'.repeat(20)}`);
const MD5 = md5('d41d8cd98f00b204e9800998ecf8427e');
const content: KnownContent = { md5: MD5, sizeBytes: 10_000 };
const waiting = queuedFile({ checksum: CHECKSUM });
const done = queuedFile({
  checksum: CHECKSUM,
  state: { status: 'done', md5: MD5, proof: 'checksum', outcome: 'uploaded', doneAt: epochMs(1) },
});
const read = (files: QueuedFile[], known: KnownContent | null = null) => ({
  files,
  known: new Map(known ? [[CHECKSUM, known]] : []),
  nextDue: null,
});

/** Contents after a first read of the queue. */
function afterRead(known: KnownContent | null = null) {
  const contents = createKnownContents();
  contents.beforeRead();
  contents.afterRead(read([waiting], known));
  return contents;
}

test('a content that the log knows needs no question', () => {
  expect(afterRead(content).begin(CHECKSUM)).toEqual(content);
});

test('a content that the log does not know is downloaded', () => {
  expect(afterRead().begin(CHECKSUM)).toBeNull();
});

test('of files with equal bytes one goes first', () => {
  const contents = afterRead();
  expect(contents.isFree(waiting)).toBe(true);
  contents.begin(CHECKSUM);
  expect(contents.isFree(waiting)).toBe(false);
  contents.end(CHECKSUM);
  expect(contents.isFree(waiting)).toBe(true);
});

test('two files under way both have to end', () => {
  const contents = afterRead();
  contents.begin(CHECKSUM);
  contents.begin(CHECKSUM);
  contents.end(CHECKSUM);
  expect(contents.isFree(waiting)).toBe(false);
});

test('once the first is verified, the others begin at once and use its content', () => {
  const contents = afterRead();
  contents.begin(CHECKSUM);
  contents.learn(done);
  expect(contents.isFree(waiting)).toBe(true);
  expect(contents.begin(CHECKSUM)).toEqual(content);
});

test('a second file asks the log, which may know more than at the last read', () => {
  const contents = afterRead();
  contents.begin(CHECKSUM);
  contents.end(CHECKSUM);
  expect(contents.begin(CHECKSUM)).toBeUndefined();
});

test('a file that was under way during the read asks the log too', () => {
  const contents = afterRead();
  contents.begin(CHECKSUM);
  contents.beforeRead();
  contents.end(CHECKSUM);
  contents.afterRead(read([waiting]));
  expect(contents.begin(CHECKSUM)).toBeUndefined();
});

test.each<QueuedFile['state']>([
  { status: 'queued' },
  { status: 'failed', error: { code: 'md5-mismatch', detail: '' } },
])('an end as %o makes the content uncertain', (state) => {
  const contents = afterRead();
  contents.learn(done);
  contents.learn({ ...waiting, state });
  contents.begin(CHECKSUM);
  expect(contents.isFree(waiting)).toBe(false);
});

test('contents of files that left the window are forgotten', () => {
  const contents = afterRead();
  contents.learn(done);
  contents.afterRead(read([]));
  expect(contents.begin(CHECKSUM)).toBeNull();
});

test('a checksum that proves nothing never makes a file wait, and is never kept', () => {
  const contents = createKnownContents();
  const other = { ...done, checksum: 'own:1' };
  contents.learn(other);
  expect(contents.begin('own:1')).toBeNull();
  expect(contents.isFree(other)).toBe(true);
});
