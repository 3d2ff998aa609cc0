import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { TaskName } from '../../../utils/domain/task/task.ts';

/** Names a task in a few words. */
export function taskName(name: TaskName): string {
  if (name.kind === 'library') return t('taskLibrary');
  if (name.kind === 'selection') return t('taskSelection');
  if (name.kind === 'album') return t('taskAlbum', name.title);
  return counted[name.kind](name.count, formatCount(name.count));
}

const counted = {
  new: (count: number, text: string) => tn('taskNew', count, text),
  albums: (count: number, text: string) => tn('taskAlbums', count, text),
  photos: (count: number, text: string) => tn('taskPhotos', count, text),
};
