import { startRclone } from '../clients/support/rclone.ts';
import { programs } from '../clients/support/run-client.ts';
import { Link } from '../fakes/http/link.ts';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { testCertificate } from '../fakes/test-certificate.ts';
import type { BenchCase } from './bench-case.ts';
import {
  type BenchSession,
  type HomeLink,
  linkSettings,
  median,
  startBenchSession,
} from './bench-session.ts';
import { readUsage, watchMemory } from './measure.ts';

const MB = 1_000_000;
const MIN_PHOTO_BYTES = 150_000;
const LISTED_ITEMS = 100_000;
/** Time that Apple's photo service is given for each answer, unless a case says otherwise. */
const ANSWER_MS = 400;

/** A library to copy over a link. */
interface Course {
  link: HomeLink;
  build: () => Library;
}

/** A race against rclone's own way from iCloud Photos to Jottacloud, with its defaults. */
interface Race extends Course {
  name: string;
  /** rclone's time divided by ours. */
  least: number;
  /** What rclone copies. */
  source: string;
}

const photos = (count: number, bytes: number): Library => {
  const library = createLibrary(count);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: bytes + photo });
  return library;
};

/** Twenty albums of twelve photos; each photo is in two of them. */
function albumLibrary(): Library {
  const library = photos(120, 1 * MB);
  const { assets } = library.primary;
  for (let album = 0; album < 20; album += 1) {
    const from = (album * 6) % 120;
    const members = [...assets, ...assets].slice(from, from + 12);
    library.albums.addTo(library.albums.addAlbum(`Album ${album}`), ...members);
  }
  return library;
}

const home: HomeLink = { downMbit: 100, upMbit: 50, latencyMs: 40 };
const ALL = 'photos:PrimarySync/All Photos';

const races: Race[] = [
  { name: 'race: 120 photos of 3 MB', link: home, build: () => photos(120, 3 * MB), least: 1.1, source: ALL },
  {
    name: 'race: 60 photos of 3 MB',
    link: { ...home, downMbit: 50 },
    build: () => photos(60, 3 * MB),
    least: 1.15,
    source: ALL,
  },
  {
    name: 'race: 800 files of 150 KB',
    link: home,
    build: () => photos(800, 150_000),
    least: 4,
    source: ALL,
  },
  {
    name: 'race: 120 photos in 20 albums',
    link: home,
    build: albumLibrary,
    least: 2,
    source: 'photos:PrimarySync',
  },
];

/** @returns seconds that rclone needs for a copy, and until its first upload begins */
async function raceOfRclone({ link, build, source }: Race): Promise<{ seconds: number }> {
  const line = new Link();
  await using jotta = await startFakeJottacloud({ certificate: await testCertificate(), link: line });
  const library = build();
  await using signedIn = await startRclone({ library }, jotta, line);
  const login = ['config_type=standard', `config_login_token=${jotta.createLoginToken()}`];
  await signedIn.rclone(['config', 'create', 'jc', 'jottacloud', ...login, '--non-interactive']);
  computeChecksums(library);
  line.set(linkSettings(link));
  signedIn.icloud.switches.answerMs = ANSWER_MS;
  const startedAt = performance.now();
  // rclone's own folders of hidden and deleted photos and of kinds are no albums of the person.
  const albumsOnly = source === ALL ? [] : ['--include', '/Album */**'];
  await signedIn.rclone(['copy', source, 'jc:iCloud Photos', ...albumsOnly]);
  return { seconds: (performance.now() - startedAt) / 1_000 };
}

/** @returns our seconds from the first press, seconds until the first upload began, and the peak of memory in MB */
async function raceOfOurs({
  link,
  build,
}: Course): Promise<{ seconds: number; first: number; peak: number }> {
  await using session = await startBenchSession(build(), link);
  session.icloud.switches.answerMs = ANSWER_MS;
  const idle = (await readUsage(session.browser.pid)).memoryBytes;
  await session.untilReady();
  const watch = watchMemory(session.browser.pid);
  const pressedAt = Date.now();
  await session.count();
  await session.move();
  const seconds = (Date.now() - pressedAt) / 1_000;
  const peak = ((await watch.stop()).maxBytes - idle) / MB;
  return { seconds, first: (firstUploadAt(session) - pressedAt) / 1_000, peak };
}

/** The lease of the copy and its list are uploads too, and shorter than any photo of these races. */
const firstUploadAt = ({ jottacloud }: BenchSession): number =>
  Math.min(
    ...jottacloud.requests.entries
      .filter(
        ({ method, host, bodyBytes }) =>
          method === 'POST' && host.startsWith('up') && bodyBytes >= MIN_PHOTO_BYTES,
      )
      .map(({ at }) => at),
  );

/** The service computes a checksum when it is first asked for; that must not be measured. */
const computeChecksums = (library: Library): boolean =>
  library.expectedOriginals().every(({ checksum }) => checksum !== '');

const raceCase = (race: Race): BenchCase => ({
  name: race.name,
  conditions: `${race.link.downMbit}/${race.link.upMbit} Mbit/s, ${race.link.latencyMs} ms; Apple answers after ${ANSWER_MS} ms`,
  measure: 'time of rclone 1.76 ÷ our time, from the press',
  goal: `≥ ${race.least}`,
  async run(times) {
    if (!programs.rclone) return skipped;
    const ratios: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const theirs = await raceOfRclone(race);
      const ours = await raceOfOurs(race);
      ratios.push(theirs.seconds / ours.seconds);
      notes.push(
        `${theirs.seconds.toFixed(1)} : ${ours.seconds.toFixed(1)} s (first upload after ${ours.first.toFixed(1)} s, ${ours.peak.toFixed(0)} MB)`,
      );
    }
    const ratio = median(ratios);
    return { figure: ratio.toFixed(2), isReached: ratio >= race.least, notes: notes.join(', ') };
  },
});

const MAX_MEMORY_MB = 350;
const LONG_PHOTOS = 400;

/** Our copy against the link itself: nothing could be faster. The start counts too. */
const longCase: BenchCase = {
  name: `${LONG_PHOTOS} photos of 3 MB, from the press`,
  conditions: `${home.downMbit}/${home.upMbit} Mbit/s, ${home.latencyMs} ms; Apple answers after ${ANSWER_MS} ms`,
  measure: 'ideal time ÷ our time; peak of memory of all browser processes above an idle browser',
  goal: `≥ 0.95; ≤ ${MAX_MEMORY_MB} MB`,
  async run(times) {
    const build = (): Library => photos(LONG_PHOTOS, 3 * MB);
    const ideal = (LONG_PHOTOS * 3 * MB) / (home.upMbit * 125_000);
    const ratios: number[] = [];
    const peaks: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const { seconds, first, peak } = await raceOfOurs({ link: home, build });
      ratios.push(ideal / seconds);
      peaks.push(peak);
      notes.push(`${seconds.toFixed(1)} s (first upload after ${first.toFixed(1)} s, ${peak.toFixed(0)} MB)`);
    }
    const [ratio, peak] = [median(ratios), Math.max(...peaks)];
    return {
      figure: `${ratio.toFixed(2)}; ${peak.toFixed(0)} MB`,
      isReached: ratio >= 0.95 && peak <= MAX_MEMORY_MB,
      notes: notes.join(', '),
    };
  },
};

const skipped = {
  figure: 'skipped',
  isReached: null,
  notes: 'rclone 1.76 could not be built (Go is missing)',
};

/** Our first listing against `rclone lsf -R`, which lists a library in eight parts at a time. */
const listingRace = (answerMs: number): BenchCase => ({
  name: `race: listing of 100,000 photos at ${answerMs} ms an answer`,
  conditions: `no limit on the link; Apple answers after ${answerMs} ms`,
  measure: 'time of rclone 1.76 ÷ our time until the plan',
  goal: '≥ 1',
  async run(times) {
    if (!programs.rclone) return skipped;
    const ratios: number[] = [];
    const notes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const library = photos(LISTED_ITEMS, 1_400);
      computeChecksums(library);
      const theirs = await listWithRclone(library, answerMs);
      await using session = await startBenchSession(library, null);
      session.icloud.switches.answerMs = answerMs;
      session.icloud.requests.clear();
      const seconds = await session.count();
      ratios.push(theirs.seconds / seconds);
      const calls = session.icloud.requests.to(/ckdatabasews/).length;
      notes.push(`${theirs.seconds.toFixed(1)} : ${seconds.toFixed(1)} s, ${theirs.calls} : ${calls} calls`);
    }
    const ratio = median(ratios);
    return { figure: ratio.toFixed(2), isReached: ratio >= 1, notes: notes.join(', ') };
  },
});

async function listWithRclone(
  library: Library,
  answerMs: number,
): Promise<{ seconds: number; calls: number }> {
  await using signedIn = await startRclone({ library });
  signedIn.icloud.switches.answerMs = answerMs;
  const startedAt = performance.now();
  await signedIn.rclone(['lsf', '-R', ALL]);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, calls: signedIn.icloud.requests.to(/ckdatabasews/).length };
}

export const raceCases: BenchCase[] = [
  longCase,
  ...races.map(raceCase),
  listingRace(ANSWER_MS),
  listingRace(1_000),
];
