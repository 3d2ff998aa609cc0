import 'fake-indexeddb/auto';
import { createInProcessServer, type InProcessServer } from '../../fakes/http/in-process-server.ts';
import type { Library } from '../../fakes/icloud/library/library.ts';
import { icloudNames } from '../../fakes/icloud/region.ts';
import { type FakeIcloud, startFakeIcloud } from '../../fakes/icloud/start-fake-icloud.ts';
import { createIdleLoop } from '../../model/idle-loop.ts';
import { createNetwork, networkTransport } from '../../model/in-process-network.ts';
import { createLogDeaths } from '../../model/log-deaths.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { ListName } from '../../../utils/domain/layout/destination-path.ts';
import { createBackoffs } from '../../../utils/engine/flow/backoff.ts';
import { type Reading, readLibraries } from '../../../utils/engine/listing/read-libraries.ts';
import { createVirtualTime } from '../../../utils/engine/testing/virtual-time.ts';
import { createIcloudClient } from '../../../utils/icloud/client.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { openLog } from '../../../utils/store/database.ts';
import { createLogStore } from '../../../utils/store/log-store.ts';
import { isListedNow } from '../../../utils/store/records.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { createMortality, mortal } from './mortal.ts';

/** What the log shows of a reading. */
export interface Listed {
  /** Record names of the photos of each list. */
  lists: Record<ListName, ReadonlySet<string>>;
  /** Record names of the photos of each album that is there, by record name of the album. */
  albums: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What happens to one call. */
export interface CallFate {
  /** How long the request is under way, and how long its answer, ms. */
  thereMs: number;
  backMs: number;
  /** Happens at Apple before the call is answered. */
  before?: () => void;
  /** Takes the place of the answer. */
  forge?: (reply: IcloudReply) => IcloudReply;
}

/** Apple's service and the log, without anything but listing, in virtual time. */
export interface ListingWorld extends AsyncDisposable {
  icloud: FakeIcloud;
  /**
   * Reads all lists, in as many lives as there are deaths and one more.
   *
   * @param deaths writes of the log after which a life ends
   */
  read(fate: (call: IcloudCall) => CallFate, deaths?: readonly number[]): Promise<Reading>;
  listed(): Promise<Listed>;
  log<T>(read: (log: LogDatabase) => Promise<T>): Promise<T>;
}

const never = new AbortController().signal;
const NO_CERTIFICATE = { caPem: '', certPem: '', keyPem: '', spki: '' };

/** A day after the library's last change. */
const WORLD_BEGINS_MS = Date.UTC(2026, 10, 2, 12);
/** Time before each reading. */
const LATER_MS = 3_600_000;

let worlds = 0;

export async function startListingWorld(library: Library): Promise<ListingWorld> {
  let server: InProcessServer | undefined;
  const icloud = await startFakeIcloud({
    certificate: NO_CERTIFICATE,
    library,
    serve: async (options) => (server = createInProcessServer(options)),
  });
  if (!server) throw new Error('the service was started');
  const send = createNetwork([{ names: icloudNames, server }]);
  const network = networkTransport(send, () => icloud.signedCookie);
  const deaths = createLogDeaths();
  const loop = createIdleLoop();
  worlds += 1;
  const name = `listing ${worlds}`;

  /** Each life begins where the one before has ended. */
  let now = WORLD_BEGINS_MS;
  const live = async (fate: (call: IcloudCall) => CallFate, writes: number): Promise<Reading | 'died'> => {
    const time = createVirtualTime(() => loop.settle(), now);
    const database = await openLog(name);
    let died = (): void => undefined;
    const death = new Promise<'died'>((resolve) => (died = () => resolve('died')));
    const life = createMortality(Infinity, () => {
      deaths.closeAll();
      died();
    });
    const transport = {
      async post(call: IcloudCall, signal: AbortSignal) {
        const { thereMs, backMs, before, forge = (reply) => reply } = fate(call);
        await time.wait(thereMs);
        library.nowMs = time.now();
        before?.();
        const reply = forge(await network.post(call, signal));
        await time.wait(backMs);
        return reply;
      },
    };
    const store = mortal(createLogStore(database), life);
    const client = createIcloudClient(mortal(transport, life), time.now, store);
    if (Number.isFinite(writes)) deaths.arm(writes, life.die);
    const reading = async (): Promise<Reading> => {
      await store.claimAccount(await client.readSession(never));
      const { icloud: backoff } = createBackoffs(time);
      const tools = { icloud: client, store, backoff, clock: time, onPage: async () => undefined };
      const wanted = { ...defaultArrangement, hidden: true, recentlyDeleted: true };
      return readLibraries(tools, wanted, never);
    };
    const end = await time.runUntil(Promise.race([reading(), death]));
    deaths.disarm();
    now = time.now();
    database.close();
    return end;
  };
  const log: ListingWorld['log'] = async (read) => {
    const database = await openLog(name);
    try {
      return await read(database);
    } finally {
      database.close();
    }
  };
  return {
    icloud,
    async read(fate, writes = []) {
      now += LATER_MS;
      for (const count of [...writes, Infinity]) {
        const end = await live(fate, count);
        if (end !== 'died') return end;
      }
      throw new Error('the last life died too');
    },
    listed: () => log(readListed),
    log,
    async [Symbol.asyncDispose]() {
      deaths.restore();
      loop.restore();
      await icloud.close();
    },
  };
}

async function readListed(log: LogDatabase): Promise<Listed> {
  const libraries = new Map((await log.getAll('libraries')).map((library) => [library.key, library]));
  const photos = (await log.getAll('photos')).filter((photo) => isListedNow(photo, libraries));
  const namesIn = (list: ListName) =>
    new Set(photos.filter((photo) => photo.list === list).map(({ assetName }) => assetName));
  const albums = (await log.getAll('albums')).filter(({ kind, isThere }) => kind === 'album' && isThere);
  const members = await log.getAll('members');
  return {
    lists: { main: namesIn('main'), hidden: namesIn('hidden'), deleted: namesIn('deleted') },
    albums: new Map(
      albums.map(({ key, recordName }) => [
        recordName,
        new Set(members.filter(({ albumKey }) => albumKey === key).map(({ assetName }) => assetName)),
      ]),
    ),
  };
}
