import { IDBFactory } from 'fake-indexeddb';
import { createLoopback } from './loopback.ts';
import { type EngineLife, type LifeOptions, startEngine } from './start-engine.ts';
import { startWorld, type World } from './start-world.ts';
import { leaveSharedLog, sharedLog } from '../../../utils/store/database.ts';
import { followSignedIn, giveLog } from '../../../utils/store/logs/choose-log.ts';
import type { LogOwner } from '../../../utils/domain/account/logs.ts';
import { folderOfLog } from '../../../utils/domain/account/log-folder.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { RunRequest } from '../../../utils/domain/run/run-request.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { type FakeIcloud, startFakeIcloud } from '../../fakes/icloud/start-fake-icloud.ts';
import { testCertificate } from '../../fakes/test-certificate.ts';

/** Somebody with an Apple account, a library and a service of their own. */
export interface Person {
  owner: LogOwner;
  icloud: FakeIcloud;
  library: Library;
}

/** Two people with one browser profile and one Jottacloud. */
export interface TwoPeople extends AsyncDisposable {
  anna: Person;
  bo: Person;
  world: World;
  /** Signs somebody in at iCloud, as the background sees it. */
  signIn(person: Person): Promise<void>;
  /** Presses Copy for whoever is signed in. */
  give(person: Person): Promise<string>;
  /** A life of the engine on the current log, with a person's service. */
  live(person: Person, options?: LifeOptions): Promise<EngineLife>;
  /** Copies on the current log. */
  copy(person: Person, request?: Partial<RunRequest>): Promise<Run>;
  /** The browser is closed and opened: no connection is left. */
  restart(): void;
  folders: Map<string, string>;
}

/** A library whose bytes nobody else has. */
function libraryOf(seed: number, photos: number): Library {
  const library = createLibrary(seed);
  for (let photo = 0; photo < photos; photo += 1) library.addPhoto({ bytes: 900 + seed * 100 + photo });
  library.addLivePhoto();
  return library;
}

/** Nobody has copied anything yet. Each has the same file names. */
export async function startTwoPeople(photos = 8): Promise<TwoPeople> {
  globalThis.indexedDB = new IDBFactory();
  leaveSharedLog();
  const certificate = await testCertificate();
  const library = libraryOf(11, photos);
  const world = await startWorld(library);
  const boLibrary = libraryOf(12, photos);
  const boIcloud = await startFakeIcloud({ certificate, library: boLibrary, clock: Date.now });
  const owner = (accountNumber: string, account: string, name: string): LogOwner => ({
    accountNumber,
    account,
    name,
  });
  const anna = { owner: owner('1', 'anna@example.no', 'Anna Dahl'), icloud: world.icloud, library };
  const bo = { owner: owner('2', 'bo@example.no', 'Bo Berg'), icloud: boIcloud, library: boLibrary };
  for (const { icloud, owner: who } of [anna, bo])
    Object.assign(icloud.session.account, {
      dsid: who.accountNumber,
      appleId: who.account,
      fullName: who.name,
    });
  const folders = new Map([['fotoflytt', 'iCloud Photos']]);
  const saveFolder = async (who: LogOwner, log: string, others: readonly string[]): Promise<void> =>
    void folders.set(
      log,
      folderOfLog(
        'iCloud Photos',
        who,
        log,
        others.map((other) => folders.get(other) ?? ''),
      ),
    );
  const live: TwoPeople['live'] = async ({ icloud, library: own }, options = {}) => {
    const log = await sharedLog();
    return startEngine(
      {
        ...world,
        ...{ icloud, library: own, logName: log.name, log },
        connect: () => createLoopback([icloud, world.jottacloud], certificate.caPem),
      },
      options,
    );
  };
  return {
    ...{ anna, bo, world, live, folders },
    restart: leaveSharedLog,
    signIn: ({ owner: who }) => followSignedIn(who),
    give: ({ owner: who }) => giveLog(who, true, saveFolder),
    async copy(person, request) {
      const life = await live(person);
      const { name } = await sharedLog();
      return life.transfer({ destinationFolder: folders.get(name) ?? '', ...request });
    },
    async [Symbol.asyncDispose]() {
      await boIcloud.close();
      boIcloud.assertNeverWritten();
      await world[Symbol.asyncDispose]();
    },
  };
}
