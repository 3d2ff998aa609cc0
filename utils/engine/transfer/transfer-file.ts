import { isAbort, remedyOf, toErrorRecord, TransferError } from '../../errors.ts';
import { attemptsOf, type Checkpoint, checkpointOf, type FileEvent } from '../../domain/file/file.ts';
import { finalError, isOfTheWay, isReadAnew, mayBeReadAnew, retryAt } from '../../domain/file/retry.ts';
import { transition } from '../../domain/file/transition.ts';
import { downloadFile } from './download-file.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { uploadFile } from './upload-file.ts';
import { type FileTools, type FileTransfer, isLight } from './file-context.ts';
/** Events that a death undoes: after it such a file is in the queue again, as if nothing had happened. */
const PASSING: ReadonlySet<FileEvent['type']> = new Set(['started', 'hashComputed', 'uploadStarted']);

/** The log wants other content in this place by now: what is under way is not that, and nothing of it is entered. */
class ContentChanged extends Error {
  override readonly name = 'ContentChanged';
  readonly file: QueuedFile;

  constructor(file: QueuedFile) {
    super('the record is about other content');
    this.file = file;
  }
}

/**
 * Takes one file as far as it goes: to done, to a wait or to its failure. A file that has its bytes here waits in
 * place, so that the bytes are not fetched twice; one without goes back to the queue.
 * An abort leaves it where it is: the next life puts it back to its checkpoint.
 *
 * @param known content with the file's checksum that Jottacloud has; undefined where that may have changed
 * @returns where it stands then
 * @throws {TransferError} only what stops the whole queue because a person is needed
 */
export async function transferFile(
  file: QueuedFile,
  known: FileTransfer['known'],
  tools: FileTools,
  signal: AbortSignal,
): Promise<QueuedFile> {
  const { store, spool, board, failureBudget, thumbnails } = tools;
  let current = file;
  let unstored: FileEvent[] = [];
  const of = (checksum: string, changed: QueuedFile): QueuedFile => {
    if (changed.checksum !== checksum) throw new ContentChanged(changed);
    return changed;
  };
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
    record: async (happening) => {
      const { checksum } = current;
      const event = { ...happening, about: checksum };
      if (isLight(current) && PASSING.has(event.type))
        current = { ...current, state: transition(current.state, event) };
      else current = of(checksum, await store.apply(file.key, ...unstored, event));
      unstored = isLight(current) && PASSING.has(event.type) ? [...unstored, event] : [];
      return current;
    },
    replace(changed, checksum = current.checksum) {
      current = { ...of(checksum, changed), state: unstored.reduce(transition, changed.state) };
      unstored = unstored.map((event) => ({ ...event, about: checksum }));
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
        [current, unstored, transfer.content, transfer.known] = [error.file, [], null, undefined];
      }
    }
  } finally {
    transfer.releaseSpool();
    thumbnails.forget(file.key);
    if (checkpointOf(current.state) === null) failureBudget.forget(file.key);
    board.end(current, current.state.status === 'done');
    if (!signal.aborted && !maySpoolServe(current)) await spool.remove(current);
  }
}

/** From one checkpoint towards the next. @returns false if it is somebody else's turn */
async function step(
  transfer: FileTransfer,
  checkpoint: Checkpoint,
  tools: FileTools,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    if (checkpoint.status === 'queued') {
      await downloadFile(transfer, tools, signal);
      if (transfer.content) tools.thumbnails.offer(transfer.current.key, transfer.content);
    } else await uploadFile(transfer, checkpoint, tools, signal);
    return true;
  } catch (error) {
    if (error instanceof ContentChanged) throw error;
    await putBack(error, transfer, tools, signal);
    return waitInPlace(transfer, tools, signal);
  }
}

/** A file that is put off goes on with what the spool has of it; one that is over, or whose bytes Jottacloud has refused, does not. */
const maySpoolServe = ({ state }: QueuedFile): boolean =>
  checkpointOf(state) !== null &&
  (state.status !== 'waiting' || state.resume.status === 'hashed' || !mayBeReadAnew(state.error.code));

/** Writes an error into the log, as a wait or as the end. */
async function putBack(
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
  // Asked for anew: if that goes well, it is the file and not the connection.
  downloadUrls.forget(transfer.current);
  const at = clock.now();
  const isHopeless = await failureBudget.add(transfer.current.key, record.service, signal);
  signal.throwIfAborted();
  const hasGrown = transfer.hasGrown && isOfTheWay(record.code);
  transfer.hasGrown = false;
  const attempts = hasGrown ? 0 : attemptsOf(transfer.current.state, record.code);
  const due = isHopeless ? null : retryAt(record, attempts, at, clock.chance());
  // the backoff holds it back already, and opens at once when somebody presses "Try now"
  const isHeld =
    record.service !== undefined && record.service !== 'browser' && backoffs[record.service].paused;
  const again = due !== null && isHeld ? at : due;
  await transfer.record({
    type: 'errored',
    error: again === null ? finalError(record) : record,
    at,
    retryAt: again,
    resume: isReadAnew(record.code, attempts) ? 'queued' : 'same',
    hasGrown,
  });
}

/** @returns false if it is somebody else's turn */
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
