import {
  isObject,
  type JsonObject,
  optionalArray,
  optionalObject,
  optionalString,
  readObject,
} from '../../http/json.ts';
import { type AlbumPage, parseAlbums, parseMembers } from '../../icloud/responses/album-responses.ts';
import { buildAlbums, buildPage } from '../../icloud/requests.ts';
import { type Check, NotAskedError } from '../check.ts';
import { ask, counted, type IcloudContext, libraryOf } from './context.ts';

/** Keys of a relation that reading an album needs. */
const RELATION_KEYS = ['containerId', 'itemId', 'isKeyAsset', 'position'];
/** Photos of the album that are read. */
const SAMPLE_SIZE = 10;

/** Checks that albums and their photos are understood. Source: docs/icloud-photos.md 3.6. */
export const albums: Check<IcloudContext> = {
  id: 'albums',
  side: 'icloud',
  asked: `records/query of the albums, then the first ${SAMPLE_SIZE} photos of one`,
  async run(context, signal) {
    const { url, zone } = libraryOf(context);
    const list = parseAlbums(await ask(context, buildAlbums(url, zone, null, null), signal));
    const album = list.albums.find(({ kind }) => kind === 'album');
    if (!album) throw new NotAskedError('nothing');
    const range = { rank: 0, limit: SAMPLE_SIZE };
    const body = await ask(context, buildPage(url, zone, { album: album.recordName }, range), signal);
    const { members } = parseMembers(body);
    const relations = relationsIn(body);
    const keys = RELATION_KEYS.filter((key) => relations.some((relation) => key in relation));
    const answer = [
      `${kindsOf(list)}; ${counted(relations.length, 'CPLContainerRelation record')}`,
      `keys: ${keys.join(', ') || 'none'}`,
    ].join('; ');
    if (members.length === 0 && relations.length > 0) return { verdict: 'not-understood', answer };
    const isUsual = relations.length === 0 || keys.length === RELATION_KEYS.length;
    return { verdict: isUsual ? 'expected' : 'other-way', answer };
  },
};

const kindsOf = ({ albums: all }: AlbumPage): string =>
  (['album', 'folder', 'smart'] as const)
    .map((kind) => `${kind} ${all.filter((album) => album.kind === kind).length}`)
    .join(', ');

const relationsIn = (body: unknown): JsonObject[] =>
  optionalArray(readObject(body), 'records')
    .filter(isObject)
    .filter((record) => optionalString(record, 'recordType') === 'CPLContainerRelation')
    .map((record) => optionalObject(record, 'fields') ?? {});
