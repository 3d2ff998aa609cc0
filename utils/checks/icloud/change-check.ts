import { readObject } from '../../http/json.ts';
import { parseLibraryState, parseZones } from '../../icloud/responses/zone-responses.ts';
import { parseChanges } from '../../icloud/responses/change-responses.ts';
import { buildChanges, buildIndexingState, buildZones } from '../../icloud/requests.ts';
import type { Check } from '../check.ts';
import { ask, counted, type IcloudContext, libraryOf } from './context.ts';

/** Checks that changes can be followed from a token. Source: docs/icloud-photos.md 3.1, 7. */
export const changes: Check<IcloudContext> = {
  id: 'changes',
  side: 'icloud',
  asked:
    'CheckIndexingState, changes/zone and changes/database since their tokens, changes/zone from the start',
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const state = parseLibraryState(await ask(context, buildIndexingState(url, zone), signal));
    const indexing = `index ${state.isIndexed ? 'finished' : 'not finished'}`;
    if (state.syncToken === null) return { verdict: 'other-way', answer: `${indexing}; no syncToken` };
    const change = parseChanges(await ask(context, buildChanges(url, zone, state.syncToken), signal));
    if (change === 'token-refused')
      return { verdict: 'not-understood', answer: `${indexing}; a fresh token is refused` };
    const { records, albums, members, gone, moreComing } = change;
    const count = records.fields.size + albums.length + members.length + gone.length;
    const database = await sinceToken(context, signal);
    const start = parseChanges(await ask(context, buildChanges(url, zone, null), signal));
    const isEmptyStart = start !== 'token-refused' && start.records.assetCount === 0 && start.moreComing;
    const answer = [
      indexing,
      `zone: ${counted(count, 'record')}, moreComing ${moreComing ? 'yes' : 'no'}`,
      `database: ${database ?? 'not asked'}`,
      `start of the history: ${start === 'token-refused' ? 'refused' : isEmptyStart ? 'an empty page, moreComing yes' : 'records'}`,
    ].join('; ');
    const isUsualStart = start !== 'token-refused' && !isEmptyStart;
    const isUsual = state.isIndexed && count === 0 && !moreComing && database !== null && isUsualStart;
    return { verdict: isUsual ? 'expected' : 'other-way', answer };
  },
};

/** Describes the changes of the database since its token; null where it gave none. */
async function sinceToken(context: IcloudContext, signal: AbortSignal): Promise<string | null> {
  const { url } = libraryOf(context);
  const token = context.found.databaseToken;
  if (token === undefined) return null;
  const body = await ask(context, buildZones(url, 'private', token), signal);
  const { libraries } = parseZones(body, 'private', true);
  if (readObject(body)['zones'] === undefined) return 'zones left out';
  return `${counted(libraries.length, 'library zone')} listed`;
}
