import { storage } from 'wxt/utils/storage';
import { parseArrangement } from '../domain/layout/arrangement.ts';
import { settings } from './settings.ts';

/**
 * Takes the arrangement of an earlier copy as the settings of this browser, unless the person has changed them here. The
 * language of folders is no setting: the log keeps it.
 *
 * @param earlier as it was sent
 * @returns whether it did
 */
export async function takeArrangement(earlier: unknown): Promise<boolean> {
  if ((await storage.getItem('local:arrangement')) !== null) return false;
  const { folderLanguage: _, ...arrangement } = parseArrangement(earlier);
  await settings.arrangement.setValue(arrangement);
  return true;
}
