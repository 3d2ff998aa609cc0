import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { recoverCopy } from '../../../utils/engine/recovery/recover-copy.ts';
import { createBackoffs } from '../../../utils/engine/flow/backoff.ts';
import { realClock } from '../../../utils/engine/flow/real-clock.ts';
import { manifestPath } from '../../../utils/domain/manifest/manifest-name.ts';
import type { ManifestFile } from '../../../utils/domain/manifest/manifest.ts';
import type { EarlierCopy } from '../../../utils/domain/run/earlier-copy.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { sampleRun } from '../../../utils/domain/testing/sample-run.ts';
import { createJottacloudClient } from '../../../utils/jottacloud/client.ts';
import { JFS } from '../../../utils/jottacloud/hosts.ts';
import { encodeManifest } from '../../../utils/manifest/encode.ts';
import { accountHash } from '../../../utils/manifest/hashes.ts';
import { sampleHeader } from '../../../utils/manifest/testing/sample-manifest.ts';
import { md5, relativePath } from '../../../utils/units.ts';

const FILES = 1_000_000;
/** Of this number of files somebody has moved one, changed one, and deleted one. */
const RARE = 10_000;
const MAX_BYTES = 300e6;
/** Hangs end here. */
const TIME_LIMIT_MS = 900_000;

const USERNAME = 'user';
const ACCOUNT = '123456';

/** Builds the n-th file of a library of ten years. */
function fileOf(number: number): ManifestFile {
  const hash = createHash('md5').update(String(number)).digest('hex');
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4000-8000-${String(number).padStart(12, '0')}`;
  const year = 2016 + (number % 10);
  const month = String(1 + (number % 12)).padStart(2, '0');
  return {
    kind: 'file',
    fileKey: `private:PrimarySync/${id.toUpperCase()}#original@`,
    list: 'main',
    checksum: Buffer.from(`A${hash}`).toString('base64').slice(0, 28),
    md5: md5(hash),
    sizeBytes: 2_000_000 + number,
    path: relativePath(`${year}/${year}-${month}/IMG_${number}.HEIC`),
    pathHash: null,
    proof: 'checksum',
  };
}

/** Yields each file as the destination shows it: a few are moved, changed or gone. */
function* listed(): Generator<{ path: string; hash: string; sizeBytes: number }> {
  for (let number = 0; number < FILES; number += 1) {
    const { path, md5: hash, sizeBytes } = fileOf(number);
    const fate = number % RARE;
    if (fate === 3) continue;
    yield {
      path: fate === 1 ? `Sorted/${number}.heic` : (path ?? ''),
      hash: fate === 2 ? '0'.repeat(32) : hash,
      sizeBytes,
    };
  }
}

async function* listing(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let [text, count] = ['<filelist>', 0];
  for (const { path, hash, sizeBytes } of listed()) {
    const [folder, name] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
    text += `<file><path>/Archive/iCloud Photos/${folder}</path><filename>${name}</filename><md5>${hash}</md5><size>${sizeBytes}</size></file>`;
    count += 1;
    if (text.length < 65_536) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(`${text}<stats><files>${count}</files></stats></filelist>`);
}

async function* entries(): AsyncGenerator<ManifestFile> {
  for (let number = 0; number < FILES; number += 1) yield fileOf(number);
}

/** Turns chunks into the body of a response, as a browser has it. */
function bytesOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (!done) return controller.enqueue(new Uint8Array(value));
      controller.close();
      controller.byobRequest?.respond(0);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

test(
  'a manifest of 1,000,000 files is compared with the destination within 300 MB',
  async () => {
    const header = sampleHeader();
    header.appleAccount = await accountHash(header.salt, ACCOUNT);
    header.jottacloudAccount = await accountHash(header.salt, USERNAME);
    const manifest = manifestPath(header);
    const folder = `<filelist><file><path>/Archive/iCloud Photos/Fotoflytt</path><filename>${manifest.split('/').at(-1)}</filename><md5>${'1'.repeat(32)}</md5><size>1</size></file><stats><files>1</files></stats></filelist>`;
    const requests: string[] = [];
    const respond = async (url: string): Promise<Response> => {
      requests.push(url);
      if (url.includes('Fotoflytt?')) return new Response(folder);
      return new Response(
        url.includes('liststream') ? bytesOf(listing()) : bytesOf(encodeManifest(header, entries())),
      );
    };
    const token = { value: 'token', username: USERNAME, service: new URL(JFS).host };
    const client = createJottacloudClient(
      (url) => respond(url),
      () => Promise.reject(new Error('nothing is sent')),
      async () => token,
    );

    globalThis.gc?.();
    const before = process.memoryUsage();
    let peak = 0;
    const look = (): void => {
      const { heapUsed, external } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + external - before.heapUsed - before.external);
    };
    let run: Run = sampleRun();
    let [remembered, contents] = [0, 0];
    const store = {
      readRun: async () => run,
      async changeRun(change: Partial<Run>) {
        look();
        return (run = { ...run, ...change } as Run);
      },
      readRecovery: async () => ({ isEmpty: true, recovery: null }),
      beginRecovery: async () => undefined,
      async saveRemembered(files: readonly unknown[], known: readonly unknown[]) {
        look();
        remembered += files.length;
        contents += known.length;
      },
      namePaths: async () => undefined,
      endRecovery: async () => undefined,
      adoptArrangement: async () => undefined,
    };
    const { jottacloud: backoff } = createBackoffs(realClock, () => true);
    const startedAt = performance.now();
    await recoverCopy(
      {
        ports: { store, clock: realClock, jottacloud: client, offerArrangement: async () => false },
        backoff,
        session: { accountNumber: ACCOUNT },
      },
      run,
      new AbortController().signal,
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    console.log(`${FILES} files in ${seconds.toFixed(1)} s, at most ${(peak / 1e6).toFixed(0)} MB more`);

    const rare = FILES / RARE;
    const copy: Partial<EarlierCopy> = {
      status: 'known',
      files: FILES,
      inPlace: FILES - 3 * rare,
      moved: rare,
      changed: rare,
      problems: [],
    };
    expect(run.earlierCopy).toMatchObject(copy);
    expect([remembered, contents]).toEqual([FILES - 3 * rare, FILES - 2 * rare]);
    expect(requests).toHaveLength(4);
    expect(peak).toBeLessThan(MAX_BYTES);
  },
  TIME_LIMIT_MS,
);
