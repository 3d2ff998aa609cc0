import { readReply } from '../../utils/icloud/errors.ts';
import { buildValidate } from '../../utils/icloud/requests.ts';
import { parseSession } from '../../utils/icloud/responses/session-responses.ts';
import { sameOriginParent } from './page-observer.ts';
import { PHOTOS_FRAME, PHOTOS_FRAME_PATH, PHOTOS_SHELL_PATH } from './selectors.ts';
import { isForeground, postAsPage } from './session.ts';

/** By then the Photos application has its frame, if it uses one. */
const FRAME_WITHIN_MS = 10_000;
/** Time between two checks for that frame. */
const CHECK_INTERVAL_MS = 2_000;
/** After this time away from Photos, the shell is checked only after user activity: Mail and Notes should carry no timer. */
const AWAY_MS = 60_000;

/**
 * Returns true in the one frame of the tab that holds the grid. Its parent is Apple's shell: same origin, and top of the
 * tab. Anywhere else, another site has framed it. Source: docs/icloud-photos.md 9.1.
 */
export function isPhotosFrame(): boolean {
  const shell = sameOriginParent();
  if (!shell || shell !== window.top || !PHOTOS_FRAME_PATH.test(location.pathname)) return false;
  const first = shell.document.querySelector(PHOTOS_FRAME);
  return !first || first === window.frameElement;
}

/**
 * Reports when the shell itself must carry the button: it shows Photos to somebody who is signed in, and no frame appears.
 * Reports again when one does.
 */
export function followShell(signal: AbortSignal, carry: (isCarrying: boolean) => void): void {
  if (window !== window.top) return;
  const startedAt = performance.now();
  let isCarrying = false;
  let wantedAt = startedAt;
  let timer: ReturnType<typeof setInterval> | undefined;
  const wake = (): void => {
    wantedAt = performance.now();
    timer ??= setInterval(() => void check(), CHECK_INTERVAL_MS);
  };
  const sleep = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  // Events that may lead the shell to Photos: a press, or a return to the tab.
  addEventListener('click', wake, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', wake, { signal });
  signal.addEventListener('abort', sleep);
  wake();

  async function check(): Promise<void> {
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
