import type { ChangeAnswer, ChangePage } from '../../../icloud/responses/change-responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { askPartOrNull, type PartTools } from '../../flow/ask-part.ts';

/** Answers of a whole history in a row that may be empty although more is to come: dozens were seen. */
const MAX_EMPTY_ANSWERS = 500;

/**
 * Reads the whole history of a zone, answer by answer.
 *
 * @returns the state at its end; null where it did not come to its end
 */
export async function readHistory(
  zone: LibraryZone,
  tools: PartTools,
  signal: AbortSignal,
  enter: (page: ChangePage) => Promise<void>,
): Promise<string | null> {
  let token: string | null = null;
  for (let empty = 0; empty < MAX_EMPTY_ANSWERS;) {
    const from: string | null = token;
    const read = (): Promise<ChangeAnswer> => tools.icloud.readChanges(zone, from, signal);
    const answer: ChangeAnswer | null = await askPartOrNull(tools, signal, read);
    if (answer === null || answer === 'token-refused') return null;
    empty = answer.records.assetCount === 0 ? empty + 1 : 0;
    await enter(answer);
    if (!answer.moreComing) return answer.syncToken;
    token = answer.syncToken;
  }
  return null;
}
