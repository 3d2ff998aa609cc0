import type { FileOptions } from './asset-options.ts';
import { fileContent } from './content/file-content.ts';
import { type FurtherPrefix, Resource, type ResourcePrefix } from './resource.ts';
import type { SeededRandom } from './content/seeded-random.ts';

const TYPES: Record<FurtherPrefix, string> = {
  resOriginalSpatialOverCapture: 'public.heic',
  resOriginalVidComplOverCapture: 'com.apple.quicktime-movie',
  resAudio: 'com.apple.m4a-audio',
  resSidecarOther: 'public.data',
  resAdjBaseJPEG: 'public.jpeg',
  resAdjBaseVid: 'com.apple.quicktime-movie',
  resAdjBaseNormalVid: 'com.apple.quicktime-movie',
  resAdjData: 'com.apple.property-list',
  resHologram: 'public.heic',
};

/** Puts further files on a record. Which types Apple gives them was not recorded: those are our guesses. */
export function addFurtherFiles(
  resources: Map<ResourcePrefix, Resource>,
  files: Partial<Record<FurtherPrefix, FileOptions>> | undefined,
  random: SeededRandom,
): void {
  for (const [name, file] of Object.entries(files ?? {})) {
    // The keys of a typed record, which TypeScript widens to strings.
    const prefix = name as FurtherPrefix;
    const fileType = file.type ?? TYPES[prefix];
    const source = fileContent(file, fileType, random.integer(2 ** 31));
    resources.set(prefix, new Resource({ source, fileType, width: 0, height: 0 }));
  }
}
