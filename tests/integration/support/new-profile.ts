import { deleteDB } from 'idb';
import type { World } from './start-world.ts';
import { openLog } from '../../../utils/store/database.ts';

/** The browser's profile is deleted: the same person signs in at both services in a new one. */
export async function newProfile(world: World): Promise<void> {
  world.log.close();
  await deleteDB(world.logName);
  world.log = await openLog(world.logName);
}
