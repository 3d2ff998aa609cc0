import { createContentHash, isVerifiable } from '../../engine/transfer/content-hash.ts';
import { TransferError } from '../../errors.ts';
import { send } from '../../http/send.ts';
import { byteHostOf } from '../../icloud/hosts.ts';
import { addressField, resourceField } from '../../icloud/responses/fields.ts';
import type { Resource } from '../../domain/photo/record.ts';
import { MiB } from '../../units.ts';
import { type Check, NotAskedError } from '../check.ts';
import { earlier, type IcloudContext } from './context.ts';

/** An original of the lookup, with its signed URL. */
type Original = Resource & { url: string };

/** Field of the original in a master record, without `Res`. */
const ORIGINAL = 'resOriginal';
/** Largest photo that a check downloads whole. */
const MAX_WHOLE_BYTES = 20 * MiB;

/** Lists originals of the lookup, the smallest first. @throws {NotAskedError} if there are none */
function originalsOf({ found }: IcloudContext): [Original, ...Original[]] {
  const records = [...earlier(found.lookup).fields.values()];
  const [first, ...others] = records
    .flatMap((fields): Original[] => {
      const resource = resourceField(fields, ORIGINAL);
      if (!resource || resource.sizeBytes === 0) return [];
      return [{ ...resource, url: addressField(fields, resource.field) ?? '' }];
    })
    .toSorted((one, other) => one.sizeBytes - other.sizeBytes);
  if (!first) throw new NotAskedError('nothing');
  return [first, ...others];
}

/** Life of a signed URL according to docs/icloud-photos.md 6.1, and the tolerated difference between clocks. */
const DEFAULT_LIFE_SECONDS = 900;
const CLOCKS_DIFFER_SECONDS = 120;

/** Checks how long a signed URL lives. Source: docs/icloud-photos.md 6.1, 6.3. */
export const addressLife: Check<IcloudContext> = {
  id: 'addressLife',
  side: 'icloud',
  asked: 'parameter e of a signed address against the time of the lookup',
  async run(context) {
    const [{ url }] = originalsOf(context);
    if (byteHostOf(url) === null) return { verdict: 'not-understood', answer: 'no address of a known host' };
    const expiry = new URL(url).searchParams.get('e') ?? '';
    if (!/^\d{9,11}$/.test(expiry)) return { verdict: 'other-way', answer: 'no expiry in the address' };
    const lifeSeconds = Math.round(Number(expiry) - earlier(context.found.lookup).askedAt / 1_000);
    const isUsual = Math.abs(lifeSeconds - DEFAULT_LIFE_SECONDS) <= CLOCKS_DIFFER_SECONDS;
    return { verdict: isUsual ? 'expected' : 'other-way', answer: `${lifeSeconds} seconds` };
  },
};

/** Downloads from a signed URL. @throws {TransferError} `bad-response` for a URL of an unknown host, `network` */
async function fetchFrom(
  { fetch }: IcloudContext,
  { url }: Original,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  if (byteHostOf(url) === null) throw new TransferError('bad-response', 'no address of a known host');
  return send(fetch, { service: 'icloud-bytes', url, init: { method: 'GET', headers }, signal });
}

/** Checks that part of an original can be downloaded. Source: docs/icloud-photos.md 6.2. */
export const range: Check<IcloudContext> = {
  id: 'range',
  side: 'icloud',
  asked: 'GET of the first MB of an original, or half of a smaller one, with Range',
  async run(context, signal) {
    const originals = originalsOf(context);
    const file = originals.find(({ sizeBytes }) => sizeBytes > MiB) ?? originals.at(-1) ?? originals[0];
    const wantedBytes = Math.min(MiB, Math.ceil(file.sizeBytes / 2));
    const response = await fetchFrom(context, file, { Range: `bytes=0-${wantedBytes - 1}` }, signal);
    const { status, headers } = response;
    if (status !== 206) {
      await response.body?.cancel().catch(() => undefined);
      const isWhole = status === 200;
      return {
        verdict: isWhole ? 'other-way' : 'not-understood',
        answer: `status ${status}`,
        ...(isWhole && { facts: { rangeWorks: false } }),
      };
    }
    const { byteLength } = await response.arrayBuffer();
    const isAsAsked = headers.get('Content-Range') === `bytes 0-${wantedBytes - 1}/${file.sizeBytes}`;
    const isRight = byteLength === wantedBytes;
    return {
      verdict: isRight ? (isAsAsked ? 'expected' : 'other-way') : 'not-understood',
      answer: `status 206; ${byteLength} of ${wantedBytes} bytes; Content-Range ${isAsAsked ? 'as asked' : 'missing or another'}`,
      ...(isRight && { facts: { rangeWorks: true } }),
    };
  },
};

/** Checks our formula for Apple's checksum. Source: docs/icloud-photos.md 5.1, 5.2. */
export const checksum: Check<IcloudContext> = {
  id: 'checksum',
  side: 'icloud',
  asked: 'GET of one small original, and our formula over its bytes',
  async run(context, signal) {
    const [file] = originalsOf(context);
    if (file.sizeBytes > MAX_WHOLE_BYTES) throw new NotAskedError('nothing');
    const response = await fetchFrom(context, file, {}, signal);
    if (response.status !== 200) {
      await response.body?.cancel().catch(() => undefined);
      return { verdict: 'not-understood', answer: `status ${response.status}` };
    }
    const hash = await createContentHash();
    const bytes = new Uint8Array(await response.arrayBuffer());
    hash.update(bytes);
    const isEqual = (await hash.finish()).checksum === file.checksum;
    const isSize = bytes.length === file.sizeBytes;
    const answer = [
      `fingerprint of ${file.checksum.length} characters, ${isEqual ? 'equal' : 'not equal'}`,
      `size ${isSize ? 'as listed' : 'not as listed'}`,
    ].join('; ');
    if (isEqual) return { verdict: isSize ? 'expected' : 'other-way', answer };
    return { verdict: isSize && !isVerifiable(file.checksum) ? 'other-way' : 'not-understood', answer };
  },
};
