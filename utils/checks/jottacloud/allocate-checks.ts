import { TransferError } from '../../errors.ts';
import type { Check } from '../check.ts';
import type { CheckResult } from '../../domain/check/check-row.ts';
import type { JottacloudContext } from './context.ts';
import { isContentOf, makeFile, observeClient, sendWhole, store } from './observed-client.ts';

/** Small: only the answers of Jottacloud matter. */
const FILE_BYTES = 1_024;

/** Checks that a file can be stored with `conflict_handler`. Source: docs/jottacloud.md 3.1, 3.5. */
export const allocateCheck: Check<JottacloudContext> = {
  id: 'allocate',
  side: 'jottacloud',
  asked:
    'POST files/v1/allocate of 1 kB: bytes, created, md5, modified, path, conflict_handler; then its bytes',
  async run(context, signal) {
    const observed = observeClient(context);
    const outcome = await store(observed, await makeFile(context, 'allocate.txt', FILE_BYTES), signal);
    const answer = observed.describe(outcome);
    if (outcome !== 'verified') return { verdict: 'not-understood', answer };
    return observed.isHandlerRefused
      ? { verdict: 'other-way', answer, facts: { takesConflictHandler: false } }
      : { verdict: 'expected', answer };
  },
};

/** Checks that a file can be stored without `conflict_handler`. Source: docs/jottacloud.md 3.1. */
export const allocatePlainCheck: Check<JottacloudContext> = {
  id: 'allocatePlain',
  side: 'jottacloud',
  asked: 'POST files/v1/allocate of 1 kB: bytes, created, md5, modified, path; then its bytes',
  async run(context, signal) {
    const observed = observeClient(context, 'left out');
    const outcome = await store(observed, await makeFile(context, 'allocate-plain.txt', FILE_BYTES), signal);
    return outcome === 'verified'
      ? { verdict: 'expected', answer: observed.summarize(outcome) }
      : { verdict: 'not-understood', answer: observed.describe(outcome) };
  },
};

/** Allocates other content at a taken path, without sending a byte of it. Source: docs/jottacloud.md 3.5. */
export const conflictCheck: Check<JottacloudContext> = {
  id: 'conflict',
  side: 'jottacloud',
  asked: 'POST files/v1/allocate of other content at a path of the check, with REJECT_CONFLICTS',
  async run(context, signal): Promise<CheckResult> {
    const observed = observeClient(context);
    const first = await makeFile(context, 'conflict.txt', FILE_BYTES);
    const outcome = await store(observed, first, signal);
    if (observed.isHandlerRefused)
      return {
        verdict: 'not-asked',
        answer: observed.summarize('conflict_handler is refused'),
        why: 'earlier',
      };
    if (outcome !== 'verified') return { verdict: 'not-understood', answer: observed.describe(outcome) };

    const { wanted } = await makeFile(context, 'conflict.txt', FILE_BYTES, 'another content');
    const isRejected = await isNameTaken(observed.client.allocate(wanted, signal));
    const isKept = isContentOf(first, await observed.client.readStored(first.segments, signal));
    if (!isKept) return { verdict: 'not-understood', answer: observed.describe('the first file is gone') };
    return {
      verdict: isRejected ? 'expected' : 'other-way',
      answer: observed.summarize(
        isRejected ? 'refused, the first file is kept' : 'not refused, no byte was sent',
      ),
      facts: { takesConflictHandler: isRejected },
    };
  },
};

/** Checks that known content is stored without sending bytes. Source: docs/jottacloud.md 3.2. */
export const sameContentCheck: Check<JottacloudContext> = {
  id: 'sameContent',
  side: 'jottacloud',
  asked: 'POST files/v1/allocate of the same content at a second path',
  async run(context, signal) {
    const observed = observeClient(context);
    const outcome = await store(observed, await makeFile(context, 'same-1.txt', FILE_BYTES, 'same'), signal);
    if (outcome !== 'verified') return { verdict: 'not-understood', answer: observed.describe(outcome) };
    const second = await makeFile(context, 'same-2.txt', FILE_BYTES, 'same');
    const allocation = await observed.client.allocate(second.wanted, signal);
    if (allocation.kind === 'upload') await sendWhole(observed, second, allocation, signal);
    const isThere = isContentOf(second, await observed.client.readStored(second.segments, signal));
    if (!isThere)
      return { verdict: 'not-understood', answer: observed.describe('the second file is missing') };
    return allocation.kind === 'stored'
      ? { verdict: 'expected', answer: observed.summarize('no byte was asked for') }
      : { verdict: 'other-way', answer: observed.summarize('the bytes were asked for again') };
  },
};

async function isNameTaken(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'name-taken') return true;
    throw error;
  }
}
