import type { RecordName } from '../../units.ts';
import { isTooMany } from '../errors.ts';
import type { RecordPage } from '../responses/responses.ts';

/**
 * Smallest known size that is used. Apple was never seen to refuse such small lookups, and smaller parts would cost
 * many calls.
 */
const MIN_KNOWN = 10;

/** Looks up one part of the names. */
type AskPart = (names: readonly RecordName[]) => Promise<RecordPage>;

/**
 * Creates a lookup that splits the names into parts. Where Apple rejects a part as too large, it halves the size
 * and keeps that size. Source: docs/icloud-photos.md 6.3.
 *
 * @param limit names in one part at first
 * @param readKnown reads the size that an earlier check found, once, before the first lookup; undefined if unknown
 */
export function createSplitLookup(
  limit: number,
  readKnown: () => Promise<number | undefined> = async () => undefined,
): (names: readonly RecordName[], ask: AskPart) => Promise<RecordPage> {
  let size: number | null = null;
  return async function lookUp(names, ask): Promise<RecordPage> {
    size ??= startSize(limit, await readKnown());
    let found: RecordPage | null = null;
    for (let from = 0; from < names.length || found === null;) {
      const part = names.slice(from, from + size);
      try {
        const page = await ask(part);
        found = found === null ? page : joined(found, page);
        from += part.length;
      } catch (error) {
        if (part.length < 2 || !isTooMany(error)) throw error;
        size = Math.ceil(part.length / 2);
      }
    }
    return found;
  };
}

/** Returns the known size if it is plausible. */
const startSize = (limit: number, known: number | undefined): number =>
  known !== undefined && known >= MIN_KNOWN ? Math.min(known, limit) : limit;

const joined = (one: RecordPage, other: RecordPage): RecordPage => ({
  ...other,
  assets: [...one.assets, ...other.assets],
  masters: new Map([...one.masters, ...other.masters]),
  fields: new Map([...one.fields, ...other.fields]),
  unusable: [...one.unusable, ...other.unusable],
  links: new Map([...one.links, ...other.links]),
  assetCount: one.assetCount + other.assetCount,
});
