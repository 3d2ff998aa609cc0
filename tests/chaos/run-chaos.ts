import { setTimeout as wait } from 'node:timers/promises';
import { copiedFiles } from '../support/copied-files.ts';
import { startSession, type Session } from '../support/session.ts';
import { SeededRandom } from '../fakes/icloud/library/content/seeded-random.ts';
import { verifyCopy } from '../support/verify-copy.ts';
import { setUp } from '../support/set-up.ts';
import { createAttendant, type Attendant } from './attend.ts';
import { breakEverything } from './chaos-faults.ts';
import { type ChaosFigures, countFigures } from './chaos-figures.ts';
import { chaosLibrary } from './chaos-library.ts';
import { untilDatabaseWrite } from './database-write.ts';
import type { ChaosPlan } from './chaos-plan.ts';
/** Life of an access token, and of a download address. */
const [TOKEN_LIFE_SECONDS, ADDRESS_LIFE_SECONDS] = [60, 20];
/** How long without a new file until the popup is opened. */
const QUIET_MS = 25_000;
/** Time between two checks for the moment to kill: short enough to hit a write. */
const POLL_MS = 50;
/** A renewal that was answered is stored after so long. */
const STORED_MS = 300;

/** Copies a library while everything breaks; what the end was is in the figures. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosFigures> {
  const { seed, size, stalls, upBytesPerSecond, maxMs, log } = plan;
  const library = chaosLibrary(seed, size);
  await using session = await startSession(library, { continuesWhereLeftOff: true, faultSeed: seed });
  const { icloud, jottacloud, link } = session;
  jottacloud.tokens.accessTokenLifeSeconds = TOKEN_LIFE_SECONDS;
  icloud.switches.urlLifeSeconds = ADDRESS_LIFE_SECONDS;
  link.set({ latencyMs: 5, upBytesPerSecond });
  await setUp(session.browser, session);
  // Chromium writes cookies down every half a minute: the sign-ins are to be older than that
  await session.quit();
  await session.open();
  const kinds = breakEverything(session, stalls);
  const [firstIcloud, firstJottacloud] = [icloud.requests.entries.length, jottacloud.requests.entries.length];

  const startedAt = Date.now();
  const attendant = createAttendant(session, log);
  const popup = await session.browser.openPopup();
  await popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
  await popup.getByRole('button', { name: 'Start', exact: true }).click({ timeout: maxMs });
  log('counted, started');
  await killAgainAndAgain(session, plan, attendant);
  const state = await attendant.untilDone(Math.max(1_000, startedAt + maxMs - Date.now()));
  const requests = [
    ...icloud.requests.entries.slice(firstIcloud),
    ...jottacloud.requests.entries.slice(firstJottacloud),
  ];
  const { problems } = verifyCopy(session);
  return countFigures({
    session,
    plan,
    kinds,
    requests,
    state,
    problems,
    presses: attendant.presses,
    startedAt,
  });
}

/** Kills the browser at random points, the last time during the final check. */
async function killAgainAndAgain(
  session: Session,
  { seed, kills, killsInWrites, log }: ChaosPlan,
  attendant: Attendant,
): Promise<void> {
  const random = new SeededRandom(seed + 1);
  const promised = session.icloud.library.expectedOriginals().length;
  const shares = Array.from({ length: kills - 1 }, () => random.integer(950) / 1_000).toSorted(
    (a, b) => a - b,
  );
  const every = Math.floor(kills / killsInWrites);
  for (const [index, share] of [...shares, 1].entries()) {
    await untilArrived(session, Math.floor(share * promised), attendant);
    const isInWrite = index % every === every - 1 && index < every * killsInWrites;
    const { profile, extensionId } = session.browser;
    if (!isInWrite) await wait(random.integer(1_500));
    await untilSignInIsStored(session);
    await session.kill(() => (isInWrite ? untilDatabaseWrite(profile, extensionId) : Promise.resolve()));
    log(
      `killed (${index + 1}) with ${arrived(session)} of ${promised} files${isInWrite ? ', in a write' : ''}`,
    );
    await wait(random.integer(500));
    await session.open();
    log('opened');
  }
}

const arrived = ({ jottacloud }: Session): number => copiedFiles(jottacloud).length;

/** Waits without opening a page of the extension, because the copy must resume automatically. Opens one only after a long time. */
async function untilArrived(session: Session, wanted: number, attendant: Attendant): Promise<void> {
  let [before, since] = [arrived(session), Date.now()];
  for (let now = before; now < wanted; now = arrived(session)) {
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > QUIET_MS) {
      if ((await attendant.untilDone(QUIET_MS)) === 'done') return;
      since = Date.now();
    }
    await wait(POLL_MS);
  }
}

/** Between the renewal of a sign-in and its writing down, a death ends it by Jottacloud's rule: this moment is left out. */
async function untilSignInIsStored({ jottacloud }: Session): Promise<void> {
  for (;;) {
    const last = jottacloud.requests.to(/^id\./).at(-1);
    if (!last || (last.status !== undefined && Date.now() - last.at > STORED_MS)) return;
    await wait(POLL_MS);
  }
}
