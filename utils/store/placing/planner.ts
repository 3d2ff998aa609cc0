import { selectionOf } from '../../domain/plan/selection.ts';
import { countPlan } from '../plan/count-plan.ts';
import {
  emptyFolders,
  forgetFolders,
  forgetGoneFiles,
  forgetLostCopies,
  forgetUnwantedFiles,
  missingFiles,
} from './leftovers.ts';
import { placeGalleries } from '../galleries/place-galleries.ts';
import { placeAlbumFiles } from './album-files.ts';
import { firstFiles } from './unplaced-files.ts';
import { saveTypes, untypedFiles } from './untyped-files.ts';
import { placeNext, preparePlacing } from './place-photos.ts';
import { savePlan } from '../runs/runs.ts';
import type { ChangeTracker } from '../manifest/changed-files.ts';
import type { LogDatabase } from '../schema.ts';
import type { Planner } from '../../ports/planner.ts';
import { changeAlbum } from '../change-record.ts';

/** Implements the port that counts plans and places photos. */
export const createPlanner = (database: LogDatabase, changes: ChangeTracker): Planner => ({
  countPlan: (run, at) => countPlan(database, run, at),
  savePlan: (run, plan, shortfalls) => savePlan(database, run, plan, shortfalls),
  async preparePlacing(run) {
    await preparePlacing(database, run);
    await forgetUnwantedFiles(database, run, changes);
  },
  firstFiles: (run, limit) => firstFiles(database, run, limit),
  untypedFiles: (run) => untypedFiles(database, run),
  saveTypes: (types) => saveTypes(database, types),
  placeNext: (run) => placeNext(database, run, changes),
  placeAlbumFiles: (run) => placeAlbumFiles(database, run, selectionOf(run), changes),
  placeGalleries: (run) => placeGalleries(database, run, changes),
  emptyFolders: () => emptyFolders(database),
  saveFolderMade: (key) => changeAlbum(database, key, (album) => ({ ...album, hasFolder: true })),
  forgetFolders: () => forgetFolders(database),
  forgetGoneFiles: () => forgetGoneFiles(database, changes),
  forgetLostCopies: () => forgetLostCopies(database, changes),
  missingFiles: () => missingFiles(database),
});
