import { TransferError } from '../../errors.ts';
import type { Check } from '../check.ts';
import type { CheckResult } from '../../domain/check/check-row.ts';
import type { JottacloudContext } from './context.ts';
import {
  type CheckFile,
  type ObservedClient,
  isContentOf,
  makeFile,
  observeClient,
  sendWhole,
  store,
  type Upload,
} from './observed-client.ts';

/** Small: one part, for the checks of hosts and checksums. */
const FILE_BYTES = 1_024;
/** Half of the file that is uploaded in two parts; large enough to be two packets, small enough to cost nothing. */
const PART_BYTES = 32 * 1_024;

/** Checks which host an upload goes to. Source: docs/jottacloud.md 3.1. */
export const uploadHostCheck: Check<JottacloudContext> = {
  id: 'uploadHost',
  side: 'jottacloud',
  asked: 'the host of upload_url in the answer to files/v1/allocate',
  async run(context, signal): Promise<CheckResult> {
    const observed = observeClient(context);
    const file = await makeFile(context, 'upload-host.txt', FILE_BYTES);
    const allocation = await orRefusedHost(observed.client.allocate(file.wanted, signal));
    // Name a foreign host in full: that settles whose it is.
    if (typeof allocation === 'string')
      return { verdict: 'not-understood', answer: `a host outside jottacloud.com: ${allocation}` };
    if (allocation.kind === 'stored')
      return { verdict: 'not-understood', answer: observed.describe('no upload_url') };
    await sendWhole(observed, file, allocation, signal);
    const { hostname } = new URL(allocation.uploadUrl);
    if (!hostname.endsWith('.jottacloud.com')) return { verdict: 'other-way', answer: "a partner's host" };
    return /^up\b/.test(hostname)
      ? { verdict: 'expected', answer: 'up….jottacloud.com' }
      : { verdict: 'other-way', answer: 'another host below jottacloud.com' };
  },
};

/** Returns the host of an address that is refused because of it, else the result of the work. */
async function orRefusedHost<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TransferError && error.facts?.host) return error.facts.host;
    throw error;
  }
}

/** Checks that an upload continues where it was cut. Source: docs/jottacloud.md 3.4. */
export const partsCheck: Check<JottacloudContext> = {
  id: 'parts',
  side: 'jottacloud',
  asked:
    'the first half of 64 kB with Range, files/v1/allocate again, then the second half from resume_pos on',
  async run(context, signal): Promise<CheckResult> {
    const observed = observeClient(context);
    const file = await makeFile(context, 'parts.bin', 2 * PART_BYTES);
    const first = await observed.client.allocate(file.wanted, signal);
    if (first.kind === 'stored')
      return { verdict: 'not-understood', answer: observed.describe('stored too early') };
    const half = { allocation: first, start: 0, end: PART_BYTES };
    if ((await sendSlice(observed, file, half, signal)) !== 'incomplete')
      return { verdict: 'not-understood', answer: observed.describe('complete before its last byte') };
    const partStatus = observed.answers.at(-1)?.status;

    const next = await observed.client.allocate(file.wanted, signal);
    if (next.kind === 'stored')
      return { verdict: 'not-understood', answer: observed.describe('stored too early') };
    const start = next.resumePosition;
    const where = `resume_pos ${start} after ${PART_BYTES} bytes`;
    if (start === 0 || start > PART_BYTES)
      return { verdict: 'not-understood', answer: observed.describe(where) };
    const rest = { allocation: next, start, end: file.bytes.length };
    if ((await sendSlice(observed, file, rest, signal)) !== 'verified')
      return { verdict: 'not-understood', answer: observed.describe(`${where}, not verified at its end`) };
    const isUsual = start === PART_BYTES && partStatus === 420;
    return { verdict: isUsual ? 'expected' : 'other-way', answer: observed.summarize(where) };
  },
};

interface Slice {
  allocation: Upload;
  start: number;
  end: number;
}

async function sendSlice(
  { client }: ObservedClient,
  file: CheckFile,
  { allocation: { uploadUrl }, start, end }: Slice,
  signal: AbortSignal,
): Promise<'incomplete' | 'verified' | 'other content'> {
  const target = { uploadUrl, start, sizeBytes: file.wanted.sizeBytes };
  const result = await client.sendPart(target, file.bytes.subarray(start, end), () => undefined, signal);
  if (result.kind === 'incomplete') return 'incomplete';
  return isContentOf(file, result.content) ? 'verified' : 'other content';
}

/** Checks that Jottacloud confirms the MD5 of what it stored. Source: docs/jottacloud.md 3.3, 5. */
export const md5Check: Check<JottacloudContext> = {
  id: 'md5',
  side: 'jottacloud',
  asked: 'md5 and size in the answer to the last byte, then in GET of the file',
  async run(context, signal) {
    const observed = observeClient(context);
    const file = await makeFile(context, 'md5.bin', FILE_BYTES);
    const outcome = await store(observed, file, signal);
    if (outcome !== 'verified') return { verdict: 'not-understood', answer: observed.describe(outcome) };
    const isThere = isContentOf(file, await observed.client.readStored(file.segments, signal));
    return isThere
      ? { verdict: 'expected', answer: observed.describe('both are those of the bytes') }
      : { verdict: 'not-understood', answer: observed.describe('GET says otherwise') };
  },
};
