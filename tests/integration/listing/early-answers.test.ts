import { expect, test } from 'vitest';
import { type CallFate, startListingWorld } from '../support/listing-world.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { type Apple, change, startApple, truthOf } from '../support/restless-apple.ts';
import type { IcloudCall } from '../../../utils/icloud/transport.ts';

/** A request of the first kind of question that a listing asks for: its record type, and its rank if it has one. */
const isPage = ({ body }: IcloudCall, rank: number): boolean =>
  body.includes('"CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted"') &&
  new RegExp(`"startRank"[^}]*"value":${rank}\\b`).test(body);
const isState = ({ body }: IcloudCall): boolean => body.includes('"CheckIndexingState"');
const isTop = ({ body }: IcloudCall): boolean =>
  body.includes('"CPLAlbumByPositionLive"') && !body.includes('"parentId"');

/** One page of photos. */
function startSmallApple(): Apple {
  const library = createLibrary(72);
  const albums = [library.albums.addAlbum('Tur')];
  for (let photo = 0; photo < 10; photo += 1) library.addPhoto({ bytes: 1_000 + photo });
  return { library, albums };
}

const calm: CallFate = { thereMs: 1, backMs: 1 };

/** Reads a library. @returns how often the first page and the top of the albums were requested */
async function read(fate: (call: IcloudCall) => Partial<CallFate>, apple = startApple()) {
  await using world = await startListingWorld(apple.library);
  const requested = { first: 0, top: 0 };
  const { shortfalls } = await world.read((call) => {
    requested.first += Number(isPage(call, 0));
    requested.top += Number(isTop(call));
    return { ...calm, ...fate(call) };
  });
  return { shortfalls, ...requested, lists: (await world.listed()).lists, wanted: truthOf(apple).lists };
}

test('the first page and the top of the albums leave with the state of the library, and are requested once', async () => {
  const leaving: string[] = [];
  let hasAnswered = false;
  const { first, top, shortfalls } = await read((call) => {
    for (const [name, isIt] of [
      ['page', isPage(call, 0)],
      ['state', isState(call)],
      ['top', isTop(call)],
    ] as const)
      if (isIt && !hasAnswered) leaving.push(name);
    return isState(call) ? { forge: (reply) => ((hasAnswered = true), reply) } : {};
  });
  expect(leaving.toSorted()).toEqual(['page', 'state', 'top']);
  expect({ first, top, shortfalls }).toEqual({ first: 1, top: 1, shortfalls: [] });
});

test('what changes between the first page and the state of the library is not overlooked', async () => {
  const apple = startSmallApple();
  const { first, top, shortfalls, lists, wanted } = await read((call) => {
    // The page and the albums are made before the change, the state after it.
    if (!isState(call)) return {};
    return { thereMs: 50, before: () => change(apple, { atCall: 0, kind: 'add', choice: 0 }) };
  }, apple);
  expect({ first, top, shortfalls }).toEqual({ first: 2, top: 2, shortfalls: [] });
  expect(lists).toEqual(wanted);
});

test('without a state, both are requested again', async () => {
  const forge: CallFate['forge'] = (reply) => ({ ...reply, status: 400, body: '{}' });
  const { first, shortfalls, lists, wanted } = await read((call) => (isState(call) ? { forge } : {}));
  expect(first).toBe(2);
  expect(shortfalls).toEqual([]);
  expect(lists).toEqual(wanted);
});
