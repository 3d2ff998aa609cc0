import { readFileSync } from 'node:fs';
import { expectedOriginalsOf, type ExpectedOriginal } from '../icloud/library/expected-originals.ts';
import type { AssetRecord } from '../icloud/library/records.ts';
import { parseTree } from './parse-tree.ts';

/** Settings under which the sample library was copied. */
export interface TreeChoice {
  layout: 'albums' | 'year-month' | 'one-folder';
  /** Default `own-folder`. */
  sharedLibrary?: 'own-folder' | 'together';
  /** Hidden and Recently Deleted are both copied; default false. */
  hiddenAndDeleted?: boolean;
  /** The tree of the library with Advanced Data Protection instead. */
  isProtected?: boolean;
}

/** Everything that must be below the destination folder. */
export interface ExpectedTree {
  /** By path below the destination. */
  files: Map<string, ExpectedOriginal>;
  /** All folders below the destination, without a slash at the end; sorted. */
  folders: string[];
}

/**
 * The tree that was written by hand in `trees/`, with the content of each file. Lines of items that the sample was made
 * without are left out.
 *
 * @param items the sample's items by label
 * @throws Error for a line that names no file of an item, and for a path that is written twice
 */
export function readExpectedTree(items: Record<string, AssetRecord>, choice: TreeChoice): ExpectedTree {
  const { layout, sharedLibrary = 'own-folder', hiddenAndDeleted = false, isProtected = false } = choice;
  const parts = isProtected
    ? ['protected']
    : ['personal', `shared-${sharedLibrary}`, ...(hiddenAndDeleted ? ['hidden-and-deleted'] : [])];
  const files: ExpectedTree['files'] = new Map();
  const folders = new Set<string>();
  for (const part of parts) {
    const text = readFileSync(new URL(`trees/${layout}/${part}.txt`, import.meta.url), 'utf8');
    for (const { folder, entries } of parseTree(text)) {
      for (const above of foldersDownTo(folder)) folders.add(above);
      for (const { name, label, role } of entries) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (files.has(path)) throw new Error(`${layout}: ${path} is written twice`);
        const asset = items[label];
        if (asset) files.set(path, originalOf(asset, role, path));
        else if (!label.startsWith('still-uploading')) throw new Error(`${path}: no item is called ${label}`);
      }
    }
  }
  return { files, folders: [...folders].toSorted() };
}

function originalOf(asset: AssetRecord, role: string, path: string): ExpectedOriginal {
  const original = expectedOriginalsOf(asset).find((one) => one.role === role);
  if (!original) throw new Error(`${path}: its item has no file ‘${role}’`);
  return original;
}

/** `a/b/c` as `a`, `a/b`, `a/b/c`; nothing for the destination itself. */
function foldersDownTo(folder: string): string[] {
  const names = folder.split('/');
  return folder === '' ? [] : names.map((_, index) => names.slice(0, index + 1).join('/'));
}
