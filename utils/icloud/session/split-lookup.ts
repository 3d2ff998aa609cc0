import type { RecordName } from '../../units.ts';
import { isTooMany } from '../errors.ts';
import type { RecordPage } from '../responses/responses.ts';

/** A smaller size is not believed: Apple was never seen to refuse it, and it would cost many calls. */
const MIN_KNOWN = 10;

/** Asks for one part of the names. */
type AskPart = (names: readonly RecordName[]) => Promise<RecordPage>;

/**
 * Looks names up in parts that Apple takes. Where Apple calls a part too large, parts of half the size are asked for, and
 * that size is kept. Source: docs/icloud-photos.md 6.3.
 *
 * @param most names in one part at first
 * @param readKnown reads the size that an earlier check found, once, before the first lookup; undefined: nothing is known
 */
export function createSplitLookup(
  most: number,
  readKnown: () => Promise<number | undefined> = async () => undefined,
): (names: readonly RecordName[], ask: AskPart) => Promise<RecordPage> {
  let size: number | null = null;
  return async function lookUp(names, ask): Promise<RecordPage> {
    size ??= startSize(most, await readKnown());
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

/** Where a lookup begins: at the known size, if that makes sense. */
const startSize = (most: number, known: number | undefined): number =>
  known !== undefined && known >= MIN_KNOWN ? Math.min(known, most) : most;

const joined = (one: RecordPage, other: RecordPage): RecordPage => ({
  ...other,
  assets: [...one.assets, ...other.assets],
  masters: new Map([...one.masters, ...other.masters]),
  fields: new Map([...one.fields, ...other.fields]),
  unusable: [...one.unusable, ...other.unusable],
  links: new Map([...one.links, ...other.links]),
  assetCount: one.assetCount + other.assetCount,
});
