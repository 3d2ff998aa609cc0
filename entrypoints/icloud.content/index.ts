import { defineContentScript } from 'wxt/utils/define-content-script';
import { serveContent } from '../../utils/messaging/message.ts';
import { followShell, isPhotosFrame } from './in-page-frame.ts';
import { summarisePage } from './page-summary.ts';
import { mountInPage } from './mount-in-page.tsx';
import { isForeground, postAsPage } from './session.ts';

/**
 * The session and the button. The session makes the calls that list the user's photos, with the page's cookies, when our
 * background asks. The button is in the one frame of the tab that holds the grid. None of our scripts runs in the page's
 * world.
 */
export default defineContentScript({
  // The Photos frame, its shell, and whatever page the shell leads to for signing in. icloud.com.cn: registered when
  // the user has allowed it (entrypoints/background/icloud/china-pages.ts).
  matches: ['https://www.icloud.com/*'],
  allFrames: true,
  runAt: 'document_start',
  main(ctx) {
    ctx.onInvalidated(serveContent({ post: postAsPage, look: summarisePage }, isForeground));
    const carry = createCarrier();
    ctx.onInvalidated(() => carry(false));
    const start = (): void => {
      if (isPhotosFrame()) carry(true);
      else followShell(ctx.signal, carry);
    };
    if (document.readyState === 'loading') ctx.addEventListener(document, 'DOMContentLoaded', start);
    else start();
  },
});

/** Mounts and unmounts, each only once. */
function createCarrier(): (isCarrying: boolean) => void {
  let unmount: (() => void) | null = null;
  return (isCarrying) => {
    if (isCarrying) unmount ??= mountInPage();
    else {
      unmount?.();
      unmount = null;
    }
  };
}
