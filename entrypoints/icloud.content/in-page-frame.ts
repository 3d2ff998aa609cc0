import { readReply } from '../../utils/icloud/errors.ts';
import { buildValidate } from '../../utils/icloud/requests.ts';
import { parseSession } from '../../utils/icloud/responses/session-responses.ts';
import { sameOriginParent } from './page-observer.ts';
import { PHOTOS_FRAME, PHOTOS_FRAME_PATH, PHOTOS_SHELL_PATH } from './selectors.ts';
import { isForeground, postAsPage } from './session.ts';

/** The Photos application has its frame by then, where it has one. */
const FRAME_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 2_000;
/** So long away from Photos, and the shell is looked at again only after somebody did something: Mail and Notes are no place for a timer. */
const AWAY_MS = 60_000;

/**
 * True in the one frame of the tab that holds the grid. Its parent is Apple's shell, of the same origin, and the top of
 * the tab: in any other place another site has framed it. Source: docs/icloud-photos.md 9.1.
 */
export function isPhotosFrame(): boolean {
  const shell = sameOriginParent();
  if (!shell || shell !== window.top || !PHOTOS_FRAME_PATH.test(location.pathname)) return false;
  const first = shell.document.querySelector(PHOTOS_FRAME);
  return !first || first === window.frameElement;
}

/**
 * Tells when the shell itself must carry the button: it shows Photos, to somebody who is signed in, and no frame of it
 * comes. Tells again when one does.
 */
export function followShell(signal: AbortSignal, carry: (isCarrying: boolean) => void): void {
  if (window !== window.top) return;
  const startedAt = performance.now();
  let isCarrying = false;
  let wantedAt = startedAt;
  let timer: ReturnType<typeof setInterval> | undefined;
  const wake = (): void => {
    wantedAt = performance.now();
    timer ??= setInterval(() => void look(), LOOK_EVERY_MS);
  };
  const sleep = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  // whatever leads the shell to Photos: a press in it, or the tab that is shown again
  addEventListener('click', wake, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', wake, { signal });
  signal.addEventListener('abort', sleep);
  wake();

  async function look(): Promise<void> {
    const isPhotos = PHOTOS_SHELL_PATH.test(location.pathname);
    const isWanted = isPhotos && isForeground();
    if (isCarrying && !isWanted) carry((isCarrying = false));
    if (isPhotos) wantedAt = performance.now();
    else if (performance.now() - wantedAt > AWAY_MS) return sleep();
    if (isCarrying || !isWanted || document.hidden) return;
    if (performance.now() - startedAt < FRAME_WITHIN_MS) return;
    if (!(await isSignedIn())) return sleep();
    if (!signal.aborted && !isCarrying && isForeground()) carry((isCarrying = true));
  }
}

async function isSignedIn(): Promise<boolean> {
  try {
    parseSession(readReply(await postAsPage(buildValidate())));
    return true;
  } catch {
    return false;
  }
}
