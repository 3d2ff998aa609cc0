import { isAbort, remedyOf, toErrorRecord, TransferError } from '../../errors.ts';
import { attemptsOf, type Checkpoint, checkpointOf, type FileEvent } from '../../domain/file/file.ts';
import {
  finalError,
  isTransportError,
  needsNewDownload,
  mayMeanWrongBytes,
  retryAt,
} from '../../domain/file/retry.ts';
import { transition } from '../../domain/file/transition.ts';
import { downloadFile } from './download/download-file.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { uploadFile } from './upload/upload-file.ts';
import { type FileTools, type FileTransfer, isLight } from './file-context.ts';

/** Events that are not stored at once for a light file. A death undoes them: the file is then in the queue again. */
const TRANSIENT_EVENTS: ReadonlySet<FileEvent['type']> = new Set([
  'started',
  'hashComputed',
  'uploadStarted',
]);

/** The log wants other content for this file by now. Nothing about the content under way is recorded. */
class ContentChanged extends Error {
  override readonly name = 'ContentChanged';
  readonly file: QueuedFile;

  constructor(file: QueuedFile) {
    super('the log wants other content');
    this.file = file;
  }
}

/**
 * Transfers one file until it is done, waits or has failed. A file with its bytes here waits in place, so that they are
 * not downloaded twice; any other file goes back to the queue. An abort leaves the state as it is: the next life returns
 * the file to its checkpoint.
 *
 * @param known content with the file's checksum that Jottacloud has; undefined if that may have changed
 * @returns the file in its new state
 * @throws {TransferError} only an error that stops the whole queue because a person is needed
 */
export async function transferFile(
  file: QueuedFile,
  known: FileTransfer['known'],
  tools: FileTools,
  signal: AbortSignal,
): Promise<QueuedFile> {
  const { store, spool, board, failureBudget } = tools;
  let current = file;
  let unstored: FileEvent[] = [];
  const transfer: FileTransfer = {
    get current() {
      return current;
    },
    content: null,
    known,
    releaseSpool: () => undefined,
    hasGrown: false,
    held(direction, bytes) {
      if (failureBudget.held(file.key, direction, bytes)) transfer.hasGrown = true;
    },
    async record(event) {
      const { checksum } = current;
      const record = { ...event, about: checksum };
      const mayWait = (): boolean => isLight(current) && TRANSIENT_EVENTS.has(record.type);
      if (mayWait()) current = { ...current, state: transition(current.state, record) };
      else current = expectContent(checksum, await store.apply(file.key, ...unstored, record));
      unstored = mayWait() ? [...unstored, record] : [];
      return current;
    },
    replace(changed, checksum = current.checksum) {
      current = { ...expectContent(checksum, changed), state: unstored.reduce(transition, changed.state) };
      unstored = unstored.map((record) => ({ ...record, about: checksum }));
    },
  };
  board.begin(file);
  try {
    for (;;) {
      const checkpoint = checkpointOf(current.state);
      if (checkpoint === null) return current;
      try {
        if (!(await step(transfer, checkpoint, tools, signal))) return current;
      } catch (error) {
        if (!(error instanceof ContentChanged)) throw error;
        await spool.remove(current);
        transfer.releaseSpool();
        current = error.file;
        unstored = [];
        transfer.content = null;
        transfer.known = undefined;
      }
    }
  } finally {
    transfer.releaseSpool();
    if (checkpointOf(current.state) === null) failureBudget.forget(file.key);
    board.end(current, current.state.status === 'done');
    if (!signal.aborted && !needsSpool(current)) await spool.remove(current);
  }
}

/** @throws {ContentChanged} if a file from the log has other content */
function expectContent(checksum: string, file: QueuedFile): QueuedFile {
  if (file.checksum !== checksum) throw new ContentChanged(file);
  return file;
}

/** Takes a file from one checkpoint to the next. @returns false if the file goes back to the queue */
async function step(
  transfer: FileTransfer,
  checkpoint: Checkpoint,
  tools: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    if (checkpoint.status === 'queued') await downloadFile(transfer, tools, signal);
    else await uploadFile(transfer, checkpoint, tools, signal);
    return true;
  } catch (error) {
    if (error instanceof ContentChanged) throw error;
    await recordError(error, transfer, tools, signal);
    return waitInPlace(transfer, tools, signal);
  }
}

/** Whether a later attempt can use the bytes in the spool: not after the end, nor after an error that wants them read again. */
const needsSpool = ({ state }: QueuedFile): boolean =>
  checkpointOf(state) !== null &&
  (state.status !== 'waiting' || state.resume.status === 'hashed' || !mayMeanWrongBytes(state.error.code));

/** Records an error in the log, as a wait or as the end. */
async function recordError(
  error: unknown,
  transfer: FileTransfer,
  { clock, backoffs, failureBudget, downloadUrls }: FileTools,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted || isAbort(error)) throw error;
  if (error instanceof TransferError && remedyOf(error.code) === 'user') {
    if (!checkpointOf(transfer.current.state)) await transfer.record({ type: 'interrupted' });
    throw error;
  }
  const record = toErrorRecord(error);
  // The next attempt requests a new URL. If that works, the file is at fault and not the connection.
  downloadUrls.forget(transfer.current);
  const at = clock.now();
  const isExhausted = await failureBudget.add(transfer.current.key, record.service, signal);
  signal.throwIfAborted();
  const hasGrown = transfer.hasGrown && isTransportError(record.code);
  transfer.hasGrown = false;
  const attempts = hasGrown ? 0 : attemptsOf(transfer.current.state, record.code);
  const due = isExhausted ? null : retryAt(record, attempts, at, clock.chance());
  // The backoff delays this file already, and ends at once when somebody presses "Try now".
  const isPaused =
    record.service !== undefined && record.service !== 'browser' && backoffs[record.service].paused;
  const again = due !== null && isPaused ? at : due;
  await transfer.record({
    type: 'errored',
    error: again === null ? finalError(record) : record,
    at,
    retryAt: again,
    resume: needsNewDownload(record.code, attempts) ? 'queued' : 'same',
    hasGrown,
  });
}

/** Waits for the next attempt if the bytes are here. @returns false if the file goes back to the queue */
async function waitInPlace(
  { current, content }: FileTransfer,
  { clock }: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  if (current.state.status !== 'waiting' || current.state.resume.status !== 'hashed' || !content)
    return false;
  await clock.sleep(current.state.retryAt - clock.now(), signal);
  signal.throwIfAborted();
  return true;
}
