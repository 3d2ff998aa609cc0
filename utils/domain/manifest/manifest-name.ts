import { relativePath, type RelativePath } from '../../units.ts';
import { nameKey } from '../photo/safe-name.ts';
import { MANIFEST_FOLDER, type ManifestHeader } from './manifest.ts';
import { PROGRESS_PATH } from './progress-file.ts';

/** A file of a manifest by its name: `a` and `b` are the bases in turns, numbers are segments. */
interface ManifestName {
  id: string;
  slot: 'a' | 'b' | number;
}

/**
 * Returns the path of a file of a manifest below the destination: `Fotoflytt/manifest-0a1b2c3d-a.jsonl.gz` for a base,
 * `Fotoflytt/manifest-0a1b2c3d-001.jsonl.gz` for its first segment. Bases take turns, so that the older one stays until
 * the newer one is whole. The segments of the next generation replace those of this one.
 */
export function manifestPath({
  id,
  generation,
  part,
}: Pick<ManifestHeader, 'id' | 'generation' | 'part'>): RelativePath {
  const base = generation % 2 === 1 ? 'a' : 'b';
  const slot = part === 0 ? base : String(part).padStart(3, '0');
  return relativePath(`${MANIFEST_FOLDER}/manifest-${id}-${slot}.jsonl.gz`);
}

/** Parses the name of a file in the folder of manifests; null for any other file. */
export function parseManifestName(name: string): ManifestName | null {
  const [, id = '', slot = ''] = /^manifest-([0-9a-f]{8})-(a|b|\d{3})\.jsonl\.gz$/.exec(name) ?? [];
  if (id === '' || slot === '000') return null;
  return { id, slot: slot === 'a' || slot === 'b' ? slot : Number(slot) };
}

/** Returns the number of the part at a path of {@link manifestPath}. */
export function partOfPath(path: string): number {
  const slot = parseManifestName(path.slice(MANIFEST_FOLDER.length + 1))?.slot;
  return typeof slot === 'number' ? slot : 0;
}

/** Returns whether a path below the destination is one of a manifest, a lease or the progress file: a file of ours, and no photo. */
export function isManifestFile(path: string): boolean {
  const [folder = '', name = '', ...deeper] = path.split('/');
  if (deeper.length > 0 || nameKey(folder) !== nameKey(MANIFEST_FOLDER)) return false;
  const isProgress = nameKey(path) === nameKey(PROGRESS_PATH);
  return isProgress || parseManifestName(name) !== null || /^lease-[0-9a-f]{8}\.json$/.test(name);
}
