import { browser } from 'wxt/browser';
import { SERVICE_DOMAINS } from '../../utils/jottacloud/hosts.ts';

const RULE_ID = 1;

/**
 * Our requests to Jottacloud look like those of the clients that are known to work: without `Origin`, which browsers
 * put on every POST of an extension, and without the cookies of the web site, which an XMLHttpRequest of an extension
 * cannot leave out by itself. Only our own requests to these hosts are changed. Session rules end with the
 * browser, so this runs at each start. Source: docs/browser-platform.md, C.
 */
export async function makeRequestsPlain(): Promise<void> {
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [RULE_ID],
    addRules: [
      {
        id: RULE_ID,
        priority: 1,
        action: {
          type: 'modifyHeaders',
          requestHeaders: [
            { header: 'origin', operation: 'remove' },
            { header: 'cookie', operation: 'remove' },
          ],
        },
        condition: {
          initiatorDomains: [new URL(browser.runtime.getURL('')).host],
          requestDomains: [...SERVICE_DOMAINS],
          resourceTypes: ['xmlhttprequest', 'other'],
        },
      },
    ],
  });
}
