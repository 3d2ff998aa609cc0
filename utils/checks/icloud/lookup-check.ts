import { isTooMany } from '../../icloud/errors.ts';
import { buildLookup } from '../../icloud/requests.ts';
import { parseRecords, type RecordPage } from '../../icloud/responses/responses.ts';
import { type RecordName, recordName } from '../../units.ts';
import { type Check, NotAskedError } from '../check.ts';
import { ask, earlier, type IcloudContext, libraryOf } from './context.ts';

/** Names in one call. A copy begins with the largest. */
const SIZES = [1, 100, 200];
const LARGEST = 200;

/** Checks how many records one lookup may name. Source: docs/icloud-photos.md 6.3. */
export const lookup: Check<IcloudContext> = {
  id: 'lookup',
  side: 'icloud',
  asked: 'records/lookup of 1, 100 and 200 names; half as many where that is refused',
  async run(context, signal) {
    const names = [...earlier(context.found.page).fields.keys()].map((name) => recordName(name));
    if (names.length === 0) throw new NotAskedError('nothing');
    const found: string[] = [];
    const isAnswered = async (size: number): Promise<boolean> => {
      const page = await lookedUp(context, names.slice(0, size), signal);
      found.push(`${size}: ${page === null ? 'refused' : `${page.fields.size} records`}`);
      return page !== null;
    };
    const { answered, refused } = await largestAnswered(
      [...new Set(SIZES.map((size) => Math.min(size, names.length)))],
      isAnswered,
    );
    const isKnown = refused < Infinity || answered >= LARGEST;
    return {
      verdict: answered === 0 ? 'not-understood' : refused < Infinity ? 'other-way' : 'expected',
      answer: found.join('; '),
      ...(isKnown && answered > 0 && { facts: { lookupSize: answered } }),
    };
  },
};

/** Tries growing sizes up to the first refusal, then halves it until a size is answered. */
async function largestAnswered(
  sizes: readonly number[],
  isAnswered: (size: number) => Promise<boolean>,
): Promise<{ answered: number; refused: number }> {
  let answered = 0;
  for (const size of sizes) {
    if (await isAnswered(size)) {
      answered = size;
      continue;
    }
    for (let half = Math.floor(size / 2); half > answered; half = Math.floor(half / 2))
      if (await isAnswered(half)) return { answered: half, refused: size };
    return { answered, refused: size };
  }
  return { answered, refused: Infinity };
}

/** Looks names up. @returns null if Apple rejects that many */
async function lookedUp(
  context: IcloudContext,
  names: readonly RecordName[],
  signal: AbortSignal,
): Promise<RecordPage | null> {
  const { url, zone } = libraryOf(context);
  const askedAt = context.now();
  try {
    const page = parseRecords(await ask(context, buildLookup(url, zone, names), signal));
    context.found.lookup = { fields: page.fields, askedAt };
    return page;
  } catch (error) {
    if (isTooMany(error)) return null;
    throw error;
  }
}
