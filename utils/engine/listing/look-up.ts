import { LOOKUP_BATCH } from '../../icloud/client.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { RecordName } from '../../units.ts';
import { askPart, type PartTools } from '../flow/ask-part.ts';
import { batchesOf } from '../flow/in-batches.ts';

/** Where to look records up. */
export interface LookUpPlace {
  zone: LibraryZone;
  tools: PartTools;
  signal: AbortSignal;
}

/** Answers to lookups, and the names that Apple failed to answer. A record that does not exist has not failed. */
interface LookedUp {
  answers: RecordPage[];
  failed: RecordName[];
}

/** Looks records up by name. Halves a batch that Apple fails to answer, so that one bad record costs no other. */
export async function lookUp(names: readonly RecordName[], place: LookUpPlace): Promise<LookedUp> {
  const all: LookedUp = { answers: [], failed: [] };
  for (const batch of batchesOf(names, LOOKUP_BATCH)) {
    const { answers, failed } = await lookUpBatch(batch, place);
    all.answers.push(...answers);
    all.failed.push(...failed);
  }
  return all;
}

async function lookUpBatch(
  names: readonly RecordName[],
  place: LookUpPlace,
  maxTries?: number,
): Promise<LookedUp> {
  const { zone, tools, signal } = place;
  const outcome = await askPart(tools, signal, () => tools.icloud.lookup(zone, names, signal), maxTries);
  if ('answer' in outcome) return { answers: [outcome.answer], failed: [] };
  if (names.length === 1) return { answers: [], failed: [...names] };
  const half = Math.ceil(names.length / 2);
  const first = await lookUpBatch(names.slice(0, half), place, 1);
  const second = await lookUpBatch(names.slice(half), place, 1);
  return { answers: [...first.answers, ...second.answers], failed: [...first.failed, ...second.failed] };
}
