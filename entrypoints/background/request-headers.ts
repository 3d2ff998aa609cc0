import { browser } from 'wxt/browser';
import { CHECK_FOLDER } from '../../utils/checks/jottacloud/context.ts';
import { SERVICE_DOMAINS } from '../../utils/jottacloud/hosts.ts';

/** Numbers of our session rules. They only have to differ. */
const RULE_ID = 1;
const ORIGIN_RULE_ID = 2;

/**
 * Makes our requests to Jottacloud look like those of clients that are known to work. Removes `Origin`, which browsers add
 * to every POST of an extension, and the web site's cookies, which an extension's XMLHttpRequest cannot omit. Changes only
 * our own requests to these hosts. Session rules end with the browser, so this runs at each start.
 * Source: docs/browser-platform.md, C.
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
        condition: ourRequests(),
      },
    ],
  });
}

/**
 * Lifts that rule for one harmless request, which creates the folder of the connection check. It shows whether Jottacloud
 * accepts an extension's `Origin`.
 */
export async function showOrigin(isShown: boolean): Promise<void> {
  const rule = {
    id: ORIGIN_RULE_ID,
    priority: 2,
    action: { type: 'allow' },
    condition: { ...ourRequests(), urlFilter: `/${encodeURIComponent(CHECK_FOLDER)}?mkDir=true|` },
  } as const;
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [ORIGIN_RULE_ID],
    addRules: isShown ? [rule] : [],
  });
}

/** Matches our requests to Jottacloud and its partners. */
const ourRequests = () => ({
  initiatorDomains: [new URL(browser.runtime.getURL('')).host],
  requestDomains: [...SERVICE_DOMAINS],
  resourceTypes: ['xmlhttprequest' as const, 'other' as const],
});

/** Fetches without the headers that browsers add; waits for the rule that removes them. */
export async function fetchPlain(url: string, init: RequestInit): Promise<Response> {
  await makeRequestsPlain();
  return fetch(url, init);
}
