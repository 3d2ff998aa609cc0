import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import type { IcloudSwitches } from '../fakes/icloud/switches.ts';
import type { PlayedAnswers } from './in-page.ts';

/** Photos that differ in every byte sum: their previews, of three sizes, have names of their own. */
export function differentPhotos(count: number): Library {
  const library = createLibrary(count);
  for (let photo = 0; photo < count; photo += 1)
    library.addPhoto({ bytes: 3_000 + photo, largePreview: true });
  return library;
}

/** States by the number of a photo, from the oldest on. */
export const STATES = ['proved', 'queued', 'problem', 'unknown'];

/** A log in which every fourth photo is verified, queued, a problem, or not there; photos are known by one of their previews. */
export function logOf(
  library: Library,
  preview: IcloudSwitches['tilePreview'] = 'resJPEGThumb',
): Pick<PlayedAnswers, 'thumbs' | 'states'> {
  const thumbs: Record<string, string> = {};
  const states: Record<string, string> = {};
  for (const [number, { recordName, master }] of library.primary.assets.entries()) {
    const thumb = master.resources.get(preview)?.fileChecksum;
    const state = STATES[number % STATES.length] ?? '';
    if (thumb) thumbs[thumb] = state;
    states[recordName] = state;
  }
  return { thumbs, states };
}
