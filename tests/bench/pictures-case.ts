import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import type { LoggedRequest } from '../fakes/http/request-log.ts';
import type { BenchCase } from './bench-case.ts';
import { type HomeLink, median, startBenchSession } from './bench-session.ts';

const PHOTOS = 1_000;
const BYTES = 150_000;
/** About the size of Apple's small pictures. */
const PICTURE_BYTES = 30_000;
const home: HomeLink = { downMbit: 100, upMbit: 50, latencyMs: 40 };

/** JPEG start, then as many bytes as Apple's small pictures have. */
const thumbnail = (): Uint8Array => {
  const bytes = new Uint8Array(PICTURE_BYTES);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
};

function cameraLibrary(): Library {
  const library = createLibrary(61);
  for (let photo = 0; photo < PHOTOS; photo += 1)
    library.addPhoto({ bytes: BYTES, type: 'public.heic', thumbnail: thumbnail() });
  return library;
}

/** Requests to Apple for small pictures. */
const isForPicture = ({ path, body }: LoggedRequest): boolean =>
  path.includes('/preview.jpg?') ||
  (path.includes('/records/lookup') && body?.includes('resJPEGThumbRes') === true);

/** One copy. @param isOpen the details page is open and visible all the time */
async function copy(isOpen: boolean): Promise<{ seconds: number; requests: number; bytes: number }> {
  await using session = await startBenchSession(cameraLibrary(), home);
  await session.count();
  if (isOpen) {
    const address = await session.popup.evaluate('location.origin');
    await session.browser.open(`${String(address)}/transfer.html`);
  }
  const seconds = await session.move();
  const pictures = session.icloud.requests.entries.filter(isForPicture);
  const bytes = pictures.reduce((sum, { answerBytes }) => sum + answerBytes, 0);
  return { seconds, requests: pictures.length, bytes };
}

/** What an open details page, with its small pictures, costs a copy. */
export const picturesCase: BenchCase = {
  name: '1,000 HEIC of 150 KB with the details page open',
  conditions: `${home.downMbit}/${home.upMbit} Mbit/s, ${home.latencyMs} ms`,
  measure: 'how much longer than without the page',
  goal: '≤ 2 %',
  async run(times) {
    const without: number[] = [];
    const opened: Awaited<ReturnType<typeof copy>>[] = [];
    for (let time = 0; time < times; time += 1) {
      without.push((await copy(false)).seconds);
      opened.push(await copy(true));
    }
    const longer = median(opened.map(({ seconds }) => seconds)) / median(without) - 1;
    const [requests, megabytes] = [
      median(opened.map((run) => run.requests)),
      median(opened.map((run) => run.bytes)) / 1e6,
    ];
    return {
      figure: `${(100 * longer).toFixed(1)} %`,
      isReached: longer <= 0.02,
      notes: `${opened.map(({ seconds }, at) => `${without[at]?.toFixed(1)} : ${seconds.toFixed(1)} s`).join(', ')}; ${requests} requests and ${megabytes.toFixed(1)} MB for pictures`,
    };
  },
};
