import { type FolderLanguage, folderLanguage } from '../../domain/layout/folder-names.ts';
import { readLatestRun } from '../database.ts';
import type { LogDatabase } from '../schema.ts';

/**
 * Returns the language of our own folders for the next copy. It stays that of earlier copies, so that no destination mixes
 * two.
 *
 * @param language BCP 47 tag of the browser's texts, for a first copy
 */
export async function readFolderLanguage(database: LogDatabase, language: string): Promise<FolderLanguage> {
  const last = await readLatestRun(database);
  return last ? (last.arrangement.folderLanguage ?? 'en') : folderLanguage(language);
}
