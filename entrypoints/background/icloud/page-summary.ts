import { isObject, optionalArray, optionalNumber } from '../../../utils/http/json.ts';
import type { PageSummary } from '../../../utils/icloud/transport.ts';
import { askContent } from '../../../utils/messaging/message.ts';
import { findIcloudTabs } from './icloud-tabs.ts';

/** A page without an answer by then is frozen or gone. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Asks the open pages at icloud.com what they show, those with Photos first. @returns null if none answers */
export async function readPageSummary(): Promise<PageSummary | null> {
  for (const { id } of await findIcloudTabs()) {
    const timeout = new Promise<null>((resolve) => setTimeout(() => resolve(null), ANSWER_TIMEOUT_MS));
    const answer = await Promise.race([askContent(id, 'look').catch(() => null), timeout]);
    if (isObject(answer)) return parsePageSummary(answer);
  }
  return null;
}

/** Longer names are not copied. */
const MAX_NAME = 40;
/** Names that are copied; iCloud Photos sends about five. */
const MAX_NAMES = 20;

/** Parses a reply. A web page could have forged it. */
function parsePageSummary(answer: Record<string, unknown>): PageSummary {
  const count = (name: string): number => Math.max(0, Math.trunc(optionalNumber(answer, name) ?? 0));
  const names = optionalArray(answer, 'parameters').filter(
    (name): name is string => typeof name === 'string' && /^(client\w+|dsid|ckjs\w*)$/.test(name),
  );
  return {
    tiles: count('tiles'),
    signed: count('signed'),
    blobReadable: count('blobReadable'),
    blobUnreadable: count('blobUnreadable'),
    parameters: names.filter(({ length }) => length <= MAX_NAME).slice(0, MAX_NAMES),
  };
}
