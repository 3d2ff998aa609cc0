import type { ModelState } from '../model-state.ts';
import { Violation } from './violation.ts';
import { type WantedFile, wantedFiles, wantedPhotos } from './wanted.ts';
import { isStoppedRun, type Run, type Totals } from '../../../utils/domain/run/run.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

/** A run that has ended, and the moment of the life in which it was asked for. */
export interface EndedRun {
  run: Run;
  totals: Totals;
  since: number;
  /** A service has failed meanwhile. */
  hadFaults: boolean;
}

/** Holds what a run says at its end against Apple and Jottacloud as they are. @returns what is wrong */
export function checkEnd(state: ModelState, ended: EndedRun): Violation[] {
  const { run, totals, since, hadFaults } = ended;
  if (isComplete(run, totals)) return checkComplete(state, ended);
  // Its reason is the person who has stopped it.
  if (isStoppedRun(run)) return [];
  const { shortfalls } = run;
  if (shortfalls.length === 0 && totals.filesFailed === 0)
    return [new Violation('I5', `the run ends incomplete, and names no reason: ${JSON.stringify(totals)}`)];
  const wasQuiet =
    !hadFaults &&
    !state.isTroubled &&
    state.troubledAt < since &&
    state.damagedAt < since &&
    !changedSince(state, since);
  const wanted = new Set(wantedPhotos(state, run).map(({ recordName }) => recordName));
  // Missing picks are reported, whatever else was found.
  const isFindable = wanted.size > 0 && (run.choice.picks?.assets ?? []).every((name) => wanted.has(name));
  if (wasQuiet && isFindable && !mayBeLost(state))
    return [
      new Violation(
        'I5',
        `nothing stood in its way, and yet it ends incomplete: ${JSON.stringify(shortfalls)}, ${totals.filesFailed} failed`,
      ),
    ];
  return [];
}

/** Something went at Jottacloud that Apple may not have any more. */
const mayBeLost = ({ damagedAt, photos }: ModelState): boolean =>
  damagedAt > 0 && photos.some(({ isExpunged, zone }) => isExpunged || zone.isDeleted);

const changedSince = ({ touchedAt }: ModelState, since: number): boolean =>
  [...touchedAt.values()].some((at) => at > since);

const isKnown = ({ photos }: ModelState, name: string): boolean =>
  photos.some(({ recordName }) => recordName === name);

/** Everything that was wanted when the run began, and was left alone since, is in its folder with its bytes. */
function checkComplete(state: ModelState, { run, since }: EndedRun): Violation[] {
  const unknown = (run.choice.picks?.assets ?? []).filter((name) => !isKnown(state, name));
  if (unknown.length > 0)
    return [new Violation('I1', `complete, although ${unknown.length} chosen photos were never found`)];
  if (state.damagedInCheckAt >= since) return [];
  const there = namesByContent(state, run.destinationFolder);
  const missing = wantedFiles(state, run)
    .filter(({ assetName }) => (state.touchedAt.get(assetName) ?? 0) <= since)
    .toSorted((a, b) => a.folders.length - b.folders.length)
    .filter((wanted) => !takeOne(there, wanted) && !takeOne(there, { ...wanted, folders: ['By hand'] }));
  return missing.map(
    ({ what, folders }) => new Violation('I1', `complete without ${what} in ${folders.join(' or ')}`),
  );
}

/** Names of the files of one content in one folder. */
function namesByContent({ world }: ModelState, destination: string): Map<string, string[]> {
  const there = new Map<string, string[]>();
  for (const { path, md5 } of world.services.jottacloud.tree.files()) {
    if (!path.startsWith(`${destination}/`)) continue;
    const segments = path.slice(destination.length + 1).split('/');
    const name = (segments.pop() ?? '').toLowerCase();
    const key = `${segments.join('/')}|${md5}`;
    there.set(key, [...(there.get(key) ?? []), name]);
  }
  return there;
}

/** Finds a file that fits and takes it out: two photos want two files. */
function takeOne(there: Map<string, string[]>, { folders, md5, stem, extension }: WantedFile): boolean {
  for (const folder of folders) {
    const names = there.get(`${folder}|${md5}`) ?? [];
    const at = names.findIndex((name) => name.startsWith(stem) && name.endsWith(extension));
    if (at >= 0) return names.splice(at, 1).length > 0;
  }
  return false;
}

/** A plan that is shown, of a library that has stood still since: it names what is there. */
export function checkPlan(state: ModelState, run: Run, since: number): Violation[] {
  if (run.plan === null || run.choice.picks !== null || run.shortfalls.length > 0) return [];
  if (state.isTroubled || state.troubledAt >= since || changedSince(state, since)) return [];
  const wanted = wantedPhotos(state, run).length;
  const said = run.plan.all.items;
  return said === wanted ? [] : [new Violation('I1', `the plan says ${said} items, and there are ${wanted}`)];
}
