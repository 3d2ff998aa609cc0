import { defineContentScript } from 'wxt/utils/define-content-script';
import { serveContent } from '../../utils/messaging/message.ts';
import { isForeground, postAsPage } from './session.ts';

/**
 * The session: makes the calls that list the user's photos, in the page's own name, when our background asks.
 * It tells nobody anything of its own accord, and runs no script in the page's world.
 */
export default defineContentScript({
  // The Photos frame, its shell, and whatever page the shell leads to for signing in.
  matches: ['https://www.icloud.com/*'],
  allFrames: true,
  runAt: 'document_start',
  main(ctx) {
    ctx.onInvalidated(serveContent({ post: postAsPage }, isForeground));
  },
});
