import {
  isObject,
  type JsonObject,
  optionalArray,
  optionalObject,
  optionalString,
  readObject,
} from '../../http/json.ts';
import { parseCounts } from '../../icloud/responses/zone-responses.ts';
import { isKnownResource } from '../../icloud/responses/further-files.ts';
import { DESIRED_KEYS } from '../../icloud/desired-keys.ts';
import { buildCounts, buildFullPage, buildPage } from '../../icloud/requests.ts';
import { parseRecords, type RecordPage } from '../../icloud/responses/responses.ts';
import { type Check, NotAskedError } from '../check.ts';
import { ask, counted, earlier, type IcloudContext, libraryOf } from './context.ts';

/** Photos of a small page. */
const SAMPLE_SIZE = 10;

/** Checks that a page of the main list is understood. Source: docs/icloud-photos.md 3.3, 4.2, 4.3. */
export const listPage: Check<IcloudContext> = {
  id: 'listPage',
  side: 'icloud',
  asked: `records/query of the main list from rank 0 with our keys, then ${SAMPLE_SIZE} photos with all keys`,
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const body = await ask(context, buildPage(url, zone, 'main', { rank: 0 }), signal);
    const page = parseRecords(body);
    if (page.fields.size === 0 && page.unusable.length === 0) throw new NotAskedError('nothing');
    context.found.page = page;
    const full = await ask(context, buildFullPage(url, zone, { rank: 0, limit: SAMPLE_SIZE }), signal);
    const unknown = unknownResources(full);
    const known = fieldNames(body).filter((name) => DESIRED_KEYS.includes(name));
    const answer = [
      `${counted(page.assetCount, 'CPLAsset record')}, ${counted(page.masters.size, 'CPLMaster record')}`,
      `${page.unusable.length} unusable`,
      `continuationMarker ${page.isFull ? 'yes' : 'no'}, syncToken ${page.syncToken === null ? 'no' : 'yes'}`,
      `known fields: ${known.join(', ') || 'none'}`,
      `unknown files: ${unknown.join(', ') || 'none'}`,
    ].join('; ');
    if (page.assets.length === 0 && page.links.size === 0) return { verdict: 'not-understood', answer };
    const isUsual = page.unusable.length === 0 && unknown.length === 0 && page.syncToken !== null;
    return { verdict: isUsual ? 'expected' : 'other-way', answer };
  },
};

const recordsIn = (body: unknown): JsonObject[] =>
  optionalArray(readObject(body), 'records').filter(isObject);

const fieldNames = (body: unknown): string[] =>
  [
    ...new Set(recordsIn(body).flatMap((record) => Object.keys(optionalObject(record, 'fields') ?? {}))),
  ].toSorted();

/** Lists keys of files that nobody has named yet. Shows only what looks like one of Apple's own keys. */
const unknownResources = (body: unknown): string[] =>
  fieldNames(body)
    .filter((name) => /^res[A-Z][A-Za-z]{0,40}Res$/.test(name) && !DESIRED_KEYS.includes(name))
    .map((name) => name.slice(0, -'Res'.length))
    .filter((base) => !isKnownResource(base));

/** Checks that Apple's count fits the end of the list. Source: docs/icloud-photos.md 3.2, 3.4. */
export const counts: Check<IcloudContext> = {
  id: 'counts',
  side: 'icloud',
  asked: 'internal/records/query/batch for the main list, then the last photos by rank',
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const body = await ask(context, buildCounts(url, zone, ['main']), signal);
    const [count] = parseCounts(body, 1);
    if (count === null || count === undefined) {
      const isBatch = Array.isArray(readObject(body)['batch']);
      return { verdict: isBatch ? 'other-way' : 'not-understood', answer: 'no count' };
    }
    const rank = Math.max(0, count - SAMPLE_SIZE);
    const range = { rank, limit: 2 * SAMPLE_SIZE };
    const end = parseRecords(await ask(context, buildPage(url, zone, 'main', range), signal));
    const difference = rank + end.assetCount - count;
    return {
      verdict: difference === 0 ? 'expected' : 'other-way',
      answer: `itemCount ${count}; the list ends ${difference === 0 ? 'there' : difference > 0 ? 'later' : 'earlier'}`,
    };
  },
};

/** Checks where a continuation marker leads. Source: docs/icloud-photos.md 3.4. */
export const marker: Check<IcloudContext> = {
  id: 'marker',
  side: 'icloud',
  asked: `records/query of ${SAMPLE_SIZE} photos, then the same with its continuationMarker`,
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const { assets } = earlier(context.found.page);
    if (assets.length <= SAMPLE_SIZE) throw new NotAskedError('nothing');
    const range = { rank: 0, limit: SAMPLE_SIZE };
    const body = await ask(context, buildPage(url, zone, 'main', range), signal);
    const first = parseRecords(body);
    const sent = optionalString(readObject(body), 'continuationMarker');
    if (sent === null)
      return { verdict: 'other-way', answer: 'no continuationMarker', facts: { markerWorks: false } };
    const next = parseRecords(
      await ask(context, buildPage(url, zone, 'main', { ...range, marker: sent }), signal),
    );
    const led = whereTo({ all: assets.map(({ recordName }) => recordName), first, next });
    const markerWorks = led === 'the next photos';
    return {
      verdict: markerWorks ? 'expected' : 'other-way',
      answer: `the marker leads to ${led}`,
      facts: { markerWorks },
    };
  },
};

/** Compares the page behind the marker with the positions of the same photos in the long page. */
function whereTo({ all, first, next }: { all: string[]; first: RecordPage; next: RecordPage }): string {
  const [start] = next.assets;
  if (!start) return 'an empty page';
  const at = all.indexOf(start.recordName);
  if (at === 0) return 'the first photos again';
  return at === first.assets.length ? 'the next photos' : 'other photos';
}

/** Checks that the Hidden list can be read. Source: docs/icloud-photos.md 3.2, 3.7. */
export const hidden: Check<IcloudContext> = {
  id: 'hidden',
  side: 'icloud',
  asked: `records/query of the hidden list from rank 0, ${SAMPLE_SIZE} photos`,
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const body = await ask(context, buildPage(url, zone, 'hidden', { rank: 0, limit: SAMPLE_SIZE }), signal);
    const { assets } = parseRecords(body);
    const areMarked = assets.every(({ isHidden }) => isHidden);
    if (assets.length === 0) return { verdict: 'expected', answer: 'a list without photos' };
    return {
      verdict: areMarked ? 'expected' : 'other-way',
      answer: `a list with photos; isHidden ${areMarked ? 'on all' : 'not on all'}`,
    };
  },
};
