import { type LibraryZone, isPersonal } from '../../../icloud/zone.ts';
import type { IcloudClient } from '../../../icloud/client.ts';
import type { FolderContent } from '../../../icloud/responses/album-responses.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import { attemptOnce } from '../../flow/call-retry.ts';
import type { ListerTools } from '../tools.ts';

/** First answers of a library that are requested beside its state. Each is used once, and null afterwards. */
interface FirstAnswers {
  /** First page of the main list, with all fields. */
  page: Promise<RecordPage> | null;
  /** Top of the tree of albums. */
  top: Promise<FolderContent> | null;
}

/** First answers, and the state that they have to show. */
export interface EarlyAnswers extends FirstAnswers {
  /** State of the library that its reading begins with; null if Apple gives none. */
  startToken: string | null;
}

/** Makes a call whose answer is needed later, if at all. It is made once: whoever takes a failure tries again. */
export function requestEarly<Answer>(
  tools: Pick<ListerTools, 'backoff' | 'clock'>,
  signal: AbortSignal,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const request = async (): Promise<Answer> => {
    const outcome = await attemptOnce(tools, signal, call);
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  };
  const answer = request();
  // Nobody may take it, after an error elsewhere.
  answer.catch(() => undefined);
  return answer;
}

/** Requests the first answers of a library. Only one that is read from its beginning needs them. */
export function requestFirstAnswers(
  zone: LibraryZone,
  tools: ListerTools,
  signal: AbortSignal,
): FirstAnswers {
  const { icloud } = tools;
  const readPage = () => icloud.readPage(zone, 'main', { rank: 0, fields: 'all' }, signal);
  const readTop = () => icloud.readAlbums(zone, null, signal);
  return {
    page: requestEarly(tools, signal, readPage),
    top: isPersonal(zone.zoneName) ? requestEarly(tools, signal, readTop) : null,
  };
}

/**
 * Returns a client that takes the early answers of a library in place of its own first calls. An answer that shows another
 * state than the one that the reading begins with is requested again: what changed in between would be in neither. One that
 * failed fails here.
 */
export const withEarly = (icloud: IcloudClient, early: EarlyAnswers): IcloudClient => ({
  ...icloud,
  async readPage(zone, list, range, signal) {
    const page = list === 'main' && range.rank === 0 && range.fields === 'all' ? take(early, 'page') : null;
    const answer = await page;
    if (answer && isOfStart(early, [answer.syncToken])) return answer;
    return icloud.readPage(zone, list, range, signal);
  },
  async readAlbums(zone, parent, signal) {
    const top = parent === null ? take(early, 'top') : null;
    const answer = await top;
    if (answer && isOfStart(early, answer.syncTokens)) return answer;
    return icloud.readAlbums(zone, parent, signal);
  },
});

const isOfStart = ({ startToken }: EarlyAnswers, states: Iterable<string | null>): boolean =>
  startToken !== null && [...states].every((state) => state === startToken);

/** Returns an answer that nobody has taken yet. */
function take<Kind extends keyof FirstAnswers>(early: FirstAnswers, kind: Kind): FirstAnswers[Kind] {
  const answer = early[kind];
  early[kind] = null;
  return answer;
}
