import type { ModelState } from '../model-state.ts';
import { Violation } from './violation.ts';
import { endsOfName } from './wanted.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { expectedCompatibleOf, expectedOriginalsOf } from '../../fakes/icloud/library/expected-originals.ts';
import { keptMonths, recount, recountMonths } from '../../integration/support/recount.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

/** Facts that a life has seen and must still hold. */
export interface Memory {
  /** MD5 of each content that Apple ever had, by its checksum. */
  contents: Map<string, string>;
  /** Beginnings and ends of names that a content may have, by its MD5. */
  names: Map<string, Set<string>>;
  /** Path that a file was given, by placement, key and checksum. */
  given: Map<string, string>;
}

export const createMemory = (): Memory => ({
  contents: new Map(),
  names: new Map(),
  given: new Map(),
});

/** Remembers what Apple has now: an edit is replaced by the next one. */
export function rememberContents({ photos }: ModelState, { contents, names }: Memory): void {
  for (const asset of photos)
    for (const { md5, checksum, role, fileName } of [
      ...expectedOriginalsOf(asset),
      ...expectedCompatibleOf(asset),
    ]) {
      contents.set(checksum, md5);
      const { stem, extension } = endsOfName(fileName, role);
      names.set(md5, (names.get(md5) ?? new Set()).add(`${stem}|${extension}`));
    }
}

/** Checks the invariants that always hold. @returns what is wrong */
export async function checkAlways(state: ModelState, log: LogDatabase, memory: Memory): Promise<Violation[]> {
  return [
    ...checkServices(state),
    ...checkForeign(state),
    ...checkUploads(state, memory),
    ...checkNames(state, memory),
    ...(await checkTotals(log)),
    ...(await checkMonths(log)),
    ...(await checkFiles(state, log, memory)),
  ];
}

/** Nobody was asked for what must never be asked. */
function checkServices({ world }: ModelState): Violation[] {
  const { icloud, jottacloud } = world.services;
  const said = [...icloud.violations, ...jottacloud.violations].map(String);
  const written = icloud.forbiddenCalls.map(({ path }) => path);
  const failed = [...icloud.routeErrors, ...jottacloud.routeErrors].map(String);
  return [...said, ...written, ...failed].map((what) => new Violation('I3', what));
}

function checkForeign({ foreign, versionsByHand, world }: ModelState): Violation[] {
  return [...foreign].flatMap(([path, md5]) => {
    const file = world.services.jottacloud.tree.file(path);
    const isAsItWas =
      file?.md5 === md5 && !file.isTrashed && file.versions === (versionsByHand.get(path) ?? 1);
    return isAsItWas ? [] : [new Violation('I3', `the foreign file ${path} is not what it was`)];
  });
}

/** Whatever was in the way: what comes from Apple is called by its name, and by its type. */
function checkNames({ world }: ModelState, { names }: Memory): Violation[] {
  return world.services.jottacloud.tree.files().flatMap(({ path, md5 }) => {
    const allowed = names.get(md5);
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const isFit = [...(allowed ?? [])].some((ends) => {
      const [stem = '', extension = ''] = ends.split('|');
      return name.startsWith(stem) && name.endsWith(extension);
    });
    return isFit || !allowed ? [] : [new Violation('I8', `${path} has lost its name or its type`)];
  });
}

/** Files of our own are left out: one of some bytes may go to two places at once. */
const checkUploads = ({ world }: ModelState, { names }: Memory): Violation[] =>
  [...world.services.sentWhole].flatMap(([md5, times]) =>
    times > 1 && names.has(md5) ? [new Violation('I9', `content ${md5} was sent ${times} times`)] : [],
  );

async function checkTotals(log: LogDatabase): Promise<Violation[]> {
  const [kept, counted] = [(await readLogRecord(log)).totals, await recount(log)];
  const [said, true_] = [JSON.stringify(kept), JSON.stringify({ ...kept, ...counted })];
  return said === true_ ? [] : [new Violation('I6', `kept ${said}, counted ${true_}`)];
}

/** Months count what the lists show; what no list shows any more is in the totals alone. */
async function checkMonths(log: LogDatabase): Promise<Violation[]> {
  const [kept, counted] = [JSON.stringify(await keptMonths(log)), JSON.stringify(await recountMonths(log))];
  return kept === counted ? [] : [new Violation('I11', `kept ${kept}, counted ${counted}`)];
}

/** The folder of compatible copies, in lower case. */
const COPIES = /^compatible copies\//;

const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '');

async function checkFiles(
  { disturbed }: ModelState,
  log: LogDatabase,
  { contents, given }: Memory,
): Promise<Violation[]> {
  const { placedUnder } = await readLogRecord(log);
  return (await log.getAll('files')).flatMap(({ key, checksum, path, state }) => {
    if (state.status !== 'done') return [];
    const found: Violation[] = [];
    const md5 = contents.get(checksum);
    if (state.proof === 'checksum' && md5 !== undefined && md5 !== state.md5)
      found.push(new Violation('I7', `${key} is called verified with the bytes of something else`));
    const name = `${placedUnder} ${key} ${checksum}`;
    const before = given.get(name) ?? path;
    // A photo whose name is taken takes its details file and its compatible copies along.
    const ofPhoto = before.toLowerCase().replace(/\.json$/, '');
    const ofOriginal = key.includes('#compatible:') ? stemOf(ofPhoto.replace(COPIES, '')) : null;
    const isDisturbed = [...disturbed].some(
      (one) =>
        one.endsWith(before.toLowerCase()) ||
        one.endsWith(ofPhoto) ||
        (ofOriginal !== null && stemOf(one).endsWith(ofOriginal)),
    );
    if (before !== path && !isDisturbed) found.push(new Violation('I8', `${before} is called ${path} now`));
    given.set(name, path);
    return found;
  });
}
