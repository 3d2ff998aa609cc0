import { isAbort, remedyOf, TransferError } from '../../../errors.ts';
import { SNIFFED_BYTES, sniffType } from '../../../domain/photo/sniff-type.ts';
import type { Run } from '../../../domain/run/run.ts';
import { remoteTools } from './download-file.ts';
import type { UnplacedFile } from '../../../ports/planner.ts';
import type { Store } from '../../../ports/store.ts';
import { openRemoteBytes } from './remote-bytes.ts';
import type { FileTools } from '../file-context.ts';

/** Files that are read at once; each is one short response. */
const MAX_AT_ONCE = 4;

type SniffTools = Pick<FileTools, 'fetch' | 'backoffs' | 'downloadUrls'> & {
  store: Pick<Store, 'untypedFiles' | 'saveTypes'>;
};

/**
 * Reads the first bytes of files that need a name and whose type Apple does not report, as with Advanced Data Protection.
 * Saves the type before the file gets its name, so that the name survives a death. Without a response the name is a
 * guess.
 *
 * @throws {TransferError} errors that need a person
 */
export async function sniffTypes(tools: SniffTools, run: Run, signal: AbortSignal): Promise<void> {
  for (;;) {
    const files = await tools.store.untypedFiles(run);
    if (files.length === 0) return;
    for (let from = 0; from < files.length; from += MAX_AT_ONCE) {
      const batch = files.slice(from, from + MAX_AT_ONCE);
      // Otherwise each file would request its URL on its own.
      await tools.downloadUrls.prepare(files.slice(from), signal).catch(throwForPerson(signal));
      const types = await Promise.all(batch.map((file) => typeOfFile(file, tools, signal)));
      await tools.store.saveTypes(batch.map((file, index) => ({ file, type: types[index] ?? null })));
    }
  }
}

async function typeOfFile(
  file: UnplacedFile,
  tools: SniffTools,
  signal: AbortSignal,
): Promise<string | null> {
  const start = new Uint8Array(Math.min(file.sizeBytes, SNIFFED_BYTES));
  let length = 0;
  const remote = openRemoteBytes(file.sizeBytes, remoteTools(file, tools), signal);
  try {
    await remote.read(0, start.length, (chunk) => {
      start.set(chunk, length);
      length += chunk.length;
    });
  } catch (error) {
    throwForPerson(signal)(error);
  } finally {
    await remote.close();
  }
  return sniffType(start.subarray(0, length));
}

/** Throws errors that must stop the run. Any other error costs only the type of the file. */
const throwForPerson =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (signal.aborted || isAbort(error) || !(error instanceof TransferError)) throw error;
    if (remedyOf(error.code) === 'user') throw error;
  };
