/** One file of a tree: its name, and which file of which item it is. */
export interface TreeEntry {
  name: string;
  label: string;
  role: string;
}

/** A folder with its own files, not those of subfolders. */
export interface TreeFolder {
  /** Below the destination, without a slash at the end; empty for the destination itself. */
  folder: string;
  entries: TreeEntry[];
}

const FILE = /^ {2}(?<name>.+) \| (?<label>[^|]+) \| (?<role>[A-Za-z]+)$/;

/**
 * Reads a tree as people write it, a folder without files is empty:
 *
 *     Resor/Norden/
 *       IMG_2037.HEIC | 2037 | original
 *       IMG_2037.MOV | 2037 | liveVideo
 *
 *     Tomt album/
 *
 * @throws Error for any other line
 */
export function parseTree(text: string): TreeFolder[] {
  const folders: TreeFolder[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const { name, label, role } = FILE.exec(line)?.groups ?? {};
    const last = folders.at(-1);
    if (name !== undefined && label !== undefined && role !== undefined && last) {
      last.entries.push({ name, label, role });
    } else if (/^\S.*\/$/.test(line)) {
      folders.push({ folder: line === './' ? '' : line.slice(0, -1), entries: [] });
    } else {
      throw new Error(`not a line of a tree: ${line}`);
    }
  }
  return folders;
}
