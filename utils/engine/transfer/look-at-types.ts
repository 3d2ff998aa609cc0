import { isAbort, remedyOf, TransferError } from '../../errors.ts';
import { SNIFFED_BYTES, sniffType } from '../../domain/photo/sniff-type.ts';
import type { Run } from '../../domain/run/run.ts';
import { remoteTools } from './download-file.ts';
import type { UntypedFile } from '../../ports/planner.ts';
import type { Store } from '../../ports/store.ts';
import { openRemoteBytes } from './remote-bytes.ts';
import type { FileTools } from './file-context.ts';

/** Files that are looked at together: each is one short answer. */
const AT_ONCE = 4;

type LookTools = Pick<FileTools, 'fetch' | 'backoffs' | 'downloadUrls'> & {
  store: Pick<Store, 'untypedFiles' | 'saveTypes'>;
};

/**
 * Looks at the first bytes of files that are about to get a name and whose type nobody tells, as with Advanced Data
 * Protection. What they tell is stored before the name is given, so a name stays the same whatever dies. Without an
 * answer the name is a guess, as it would be without a look.
 *
 * @throws {TransferError} what needs a person
 */
export async function lookAtTypes(tools: LookTools, run: Run, signal: AbortSignal): Promise<void> {
  for (;;) {
    const files = await tools.store.untypedFiles(run);
    if (files.length === 0) return;
    for (let from = 0; from < files.length; from += AT_ONCE) {
      const some = files.slice(from, from + AT_ONCE);
      // One by one they would each be a call of their own.
      await tools.downloadUrls.prepare(files.slice(from), signal).catch(throwForPerson(signal));
      const types = await Promise.all(some.map((file) => typeOfFile(file, tools, signal)));
      await tools.store.saveTypes(some.map((file, index) => ({ file, type: types[index] ?? null })));
    }
  }
}

async function typeOfFile(file: UntypedFile, tools: LookTools, signal: AbortSignal): Promise<string | null> {
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

/** Throws on what a look cannot do without; anything else costs the look alone. */
const throwForPerson =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (signal.aborted || isAbort(error) || !(error instanceof TransferError)) throw error;
    if (remedyOf(error.code) === 'user') throw error;
  };
