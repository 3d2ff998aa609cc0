import type { ChangeAnswer, ChangePage } from '../../../icloud/responses/change-responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { askPartOrNull, type PartTools } from '../../flow/ask-part.ts';

/** Empty answers in a row although Apple has more; dozens were seen. */
export const MAX_EMPTY_ANSWERS = 500;

/**
 * Reads the whole history of a zone, answer by answer.
 *
 * @returns the sync token at its end; null if it could not be read to its end
 */
export async function readHistory(
  zone: LibraryZone,
  tools: PartTools,
  signal: AbortSignal,
  save: (page: ChangePage) => Promise<void>,
): Promise<string | null> {
  let token: string | null = null;
  for (let empty = 0; empty < MAX_EMPTY_ANSWERS;) {
    const from: string | null = token;
    const read = (): Promise<ChangeAnswer> => tools.icloud.readChanges(zone, from, signal);
    const answer: ChangeAnswer | null = await askPartOrNull(tools, signal, read);
    if (answer === null || answer === 'token-refused') return null;
    empty = answer.records.assetCount === 0 ? empty + 1 : 0;
    await save(answer);
    if (!answer.moreComing) return answer.syncToken;
    token = answer.syncToken;
  }
  return null;
}
