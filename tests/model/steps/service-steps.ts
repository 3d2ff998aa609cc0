import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type ModelState, nth } from '../model-state.ts';
import type { StoredFile } from '../../fakes/jottacloud/store/stored-files.ts';
import type { Step, StepName } from './step.ts';
import { readDestination } from './settings-now.ts';
import { readLatestRun, sharedLog } from '../../../utils/store/database.ts';

type StepOf<Name extends StepName> = Extract<Step, [Name, ...unknown[]]>;
type Doer<Name extends StepName> = (state: ModelState, step: StepOf<Name>) => Promise<void> | void;

const trouble = (state: ModelState): void => void (state.troubledAt = state.moment);
const damage = async (state: ModelState): Promise<void> => {
  state.damagedAt = state.moment;
  state.newsAt = state.moment;
  const run = await readLatestRun(await sharedLog());
  if (run && run.status !== 'finished' && 'phase' in run && run.phase === 'checking')
    state.damagedInCheckAt = state.moment;
};

/** Somebody puts a file of ours into the trash. */
async function trash(state: ModelState, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  state.world.services.jottacloud.tree.trash(path);
  state.disturbed.add(path.toLowerCase());
  state.foreign.delete(path);
  await damage(state);
}

const nameOf = (state: ModelState, number: number): { name: string; year: string } | null => {
  const asset = nth(state.photos, number);
  if (!asset || !('text' in asset.master.fileName)) return null;
  return { name: asset.master.fileName.text, year: new Date(asset.takenMs ?? 0).toISOString().slice(0, 4) };
};

/** Puts a file of somebody else into the folder by date of a photo. @param nameIn makes its name from the photo's */
async function plant(state: ModelState, number: number, nameIn: (name: string) => string): Promise<void> {
  const { tree } = state.world.services.jottacloud;
  const named = nameOf(state, number);
  if (!named) return;
  const path = `${await readDestination()}/Not in any album/${named.year}/${nameIn(named.name)}`;
  state.disturbed.add(path.toLowerCase());
  if (tree.file(path)) return;
  const bytes = new Uint8Array(Buffer.from(`somebody else's ${path}`));
  tree.put(path, bytes);
  state.foreign.set(path, createHash('md5').update(bytes).digest('hex'));
  await damage(state);
}

/** Lists files that a person may touch: what is not of somebody else, and no list of ours. */
const ownFiles = ({ world, foreign }: ModelState): StoredFile[] =>
  world.services.jottacloud.tree
    .files()
    .filter(({ path }) => !foreign.has(path) && !path.includes('/Fotoflytt/'));

/** The person moves one of our files into a folder of their own. */
async function moveByHand(state: ModelState, file: StoredFile | undefined): Promise<void> {
  if (!file) return;
  const { tree } = state.world.services.jottacloud;
  const [top = '', ...rest] = file.path.split('/');
  const path = `${top}/By hand/${rest.at(-1) ?? ''}`;
  if (tree.file(path)) return;
  tree.put(path, await file.bytes());
  await trash(state, file.path);
}

/** The person works on one of our files: from now on it is theirs. */
async function changeByHand(state: ModelState, file: StoredFile | undefined): Promise<void> {
  if (!file) return;
  const { tree } = state.world.services.jottacloud;
  const bytes = new Uint8Array(Buffer.from(`changed by hand: ${file.path}`));
  tree.put(file.path, bytes);
  // The other files of its photo get another name too.
  const stem = file.path.replace(/\.[^./]*$/, '');
  for (const { path } of tree.files()) if (path.startsWith(stem)) state.disturbed.add(path.toLowerCase());
  state.foreign.set(file.path, createHash('md5').update(bytes).digest('hex'));
  state.versionsByHand.set(file.path, tree.file(file.path)?.versions ?? 1);
  await damage(state);
}

/** Everything at Jottacloud is gone for good. */
async function loseAll(state: ModelState): Promise<void> {
  const { jottacloud, sentWhole } = state.world.services;
  for (const { path } of jottacloud.tree.files()) state.disturbed.add(path.toLowerCase());
  jottacloud.tree.clear();
  jottacloud.forgetBlobs();
  state.foreign.clear();
  sentWhole.clear();
  await damage(state);
}

/** What the services, or others who use them, do. */
export const serviceSteps = {
  countOff: (state, [, by]) => {
    state.world.services.library.primary.countedOnly = by;
    trouble(state);
  },
  zoneError: (state, [, library]) => {
    const zone = library === 'own' ? state.world.services.library.primary : state.shared;
    if (!zone) return;
    const failure = { serverErrorCode: 'INTERNAL_ERROR', reason: 'Zone cannot be opened' };
    state.world.services.icloud.switches.zoneErrors.set(zone.zoneName, failure);
    trouble(state);
  },
  zoneFine: (state) => {
    state.world.services.icloud.switches.zoneErrors.clear();
    trouble(state);
  },
  listFault: (state, [, status, skip, times]) => {
    const body = JSON.stringify(status === 400 ? { serverErrorCode: 'BAD_REQUEST', reason: 'page' } : {});
    state.world.services.icloud.faults.add({
      path: /records\/query\?/,
      skip,
      times,
      action: { kind: 'answer', status, body, headers: { 'retry-after': '2' } },
    });
    trouble(state);
  },
  countFault: (state, [, times]) => {
    state.world.services.icloud.faults.add({
      path: /records\/query\/batch/,
      times,
      action: { kind: 'answer', status: 400, body: JSON.stringify({ serverErrorCode: 'BAD_REQUEST' }) },
    });
    trouble(state);
  },
  recordThrottled: (state, [, number]) => {
    const asset = nth(state.photos, number);
    if (!asset) return;
    const failure = { serverErrorCode: 'THROTTLED', reason: 'later' };
    for (const { recordName } of [asset, asset.master])
      state.world.services.icloud.switches.recordErrors.set(recordName, failure);
    trouble(state);
  },
  recordsFine: (state) => {
    state.world.services.icloud.switches.recordErrors.clear();
    trouble(state);
  },
  trashFile: (state, [, number]) =>
    trash(state, nth(state.world.services.jottacloud.tree.files(), number)?.path),
  trashEdit: (state, [, number]) => {
    const edit = nth(state.photos, number)?.resources.get('resJPEGFull');
    const files = state.world.services.jottacloud.tree.files();
    return trash(state, files.find(({ md5 }) => md5 === edit?.md5)?.path);
  },
  moveFile: (state, [, number]) => moveByHand(state, nth(ownFiles(state), number)),
  changeFile: (state, [, number]) => changeByHand(state, nth(ownFiles(state), number)),
  emptyFolder: loseAll,
  otherAccount: async (state) => {
    const { jottacloud } = state.world.services;
    if (!state.world.isOnline) return;
    await loseAll(state);
    jottacloud.user.username = `other${state.moment}`;
    jottacloud.user.loginUsername = `otherlogin${state.moment}`;
    await state.world.press(() => state.world.handlers.connect({ token: jottacloud.createLoginToken() }));
  },
  foreignPhoto: (state, [, number]) => plant(state, number, (name) => name),
  foreignDetails: (state, [, number]) => plant(state, number, (name) => `${name}.json`),
  foreignPage: (state, [, number]) => plant(state, number, () => 'index.html'),
  allocateFault: (state, [, times]) => {
    state.world.services.jottacloud.faults.add({
      path: '/files/v1/allocate',
      times,
      action: { kind: 'answer', status: 200, body: '{}' },
    });
    trouble(state);
  },
  slow: (state, [, what]) => {
    state.world.services.slow = what;
    trouble(state);
  },
  full: (state) => {
    state.world.services.jottacloud.user.capacityBytes = 0;
    trouble(state);
  },
  room: (state) => {
    state.world.services.jottacloud.user.capacityBytes = -1;
    trouble(state);
  },
  destinationFault: (state, [, times]) => {
    state.world.services.jottacloud.faults.add({
      path: /liststream/,
      times,
      action: { kind: 'answer', status: 200, body: '<wrong>', headers: { 'content-type': 'text/xml' } },
    });
    trouble(state);
  },
} satisfies { [Name in StepName]?: Doer<Name> };
