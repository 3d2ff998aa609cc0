import { randomUUID } from 'node:crypto';
import { nameKey } from './jfs-name.ts';
import {
  attach,
  childOf,
  createFolder,
  type DeviceNode,
  type FileNode,
  type FolderNode,
} from '../store/nodes.ts';

/** A path below a mountpoint, in the client's spelling. */
export interface Location {
  device: string;
  mountpoint: string;
  names: string[];
}

/** Mountpoints of the device Jotta that are views and not to be written. Source: docs/jottacloud.md 2.3. */
const VIEWS = ['Latest', 'Links', 'Shared', 'Trash'];

/** All devices, mountpoints, folders and files of the account. Letter case does not matter, the first spelling stays. */
export class JfsTree {
  readonly devices = new Map<string, DeviceNode>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    this.makeDevice('Jotta', 'JOTTA');
    for (const name of ['Archive', 'Sync', ...VIEWS]) this.makeMountpoint('Jotta', name);
  }

  /** Makes a device, or finds the one that is there. */
  makeDevice(name: string, type: string): DeviceNode {
    const device = this.devices.get(nameKey(name)) ?? {
      name,
      type,
      sid: randomUUID(),
      mountpoints: new Map(),
    };
    this.devices.set(nameKey(name), device);
    return device;
  }

  /** Makes a mountpoint and says whether it is new; undefined if there is no such device. */
  makeMountpoint(deviceName: string, name: string): { mountpoint: FolderNode; isNew: boolean } | undefined {
    const device = this.devices.get(nameKey(deviceName));
    if (!device) return undefined;
    const existing = device.mountpoints.get(nameKey(name));
    const mountpoint = existing ?? createFolder(name, this.#now());
    device.mountpoints.set(nameKey(name), mountpoint);
    return { mountpoint, isNew: !existing };
  }

  /** The mountpoint of a location, also one that is only a view. */
  mountpoint({ device, mountpoint }: Location): FolderNode | undefined {
    return this.devices.get(nameKey(device))?.mountpoints.get(nameKey(mountpoint));
  }

  /** Whether the location is in a view such as Trash. */
  isView({ device, mountpoint }: Location): boolean {
    return nameKey(device) === 'jotta' && VIEWS.some((view) => nameKey(view) === nameKey(mountpoint));
  }

  /** Finds the node at a location, also in the trash. */
  find(location: Location): FolderNode | FileNode | undefined {
    let node: FolderNode | FileNode | undefined = this.mountpoint(location);
    for (const name of location.names) node = node?.kind === 'folder' ? childOf(node, name) : undefined;
    return node;
  }

  /** Makes all folders down to the location and takes them out of the trash; undefined if a file is in the way. */
  makeFolders(location: Location): FolderNode | undefined {
    let folder = this.mountpoint(location);
    for (const name of location.names) {
      if (!folder) return undefined;
      const child: FolderNode | FileNode = childOf(folder, name) ?? createFolder(name, this.#now());
      if (child.kind === 'file') return undefined;
      child.deletedMs = undefined;
      attach(folder, child);
      folder = child;
    }
    return folder;
  }

  /** Bytes of all complete files, those in the trash too; older versions are free (invented). */
  usageBytes(): number {
    let bytes = 0;
    for (const device of this.devices.values()) {
      for (const mountpoint of device.mountpoints.values()) {
        for (const { file } of walkFiles(mountpoint, [])) bytes += file.current?.sizeBytes ?? 0;
      }
    }
    return bytes;
  }
}

/** Every file below a folder, in the trash or not, with the names of the folders above it. */
export function* walkFiles(
  folder: FolderNode,
  names: string[],
): Generator<{ file: FileNode; names: string[] }> {
  for (const child of folder.children.values()) {
    if (child.kind === 'file') yield { file: child, names };
    else yield* walkFiles(child, [...names, child.name]);
  }
}

/** The names down to every folder below a folder; what is in the trash is left out. */
export function* walkFolders(folder: FolderNode, names: string[]): Generator<string[]> {
  for (const child of folder.children.values()) {
    if (child.kind === 'file' || child.deletedMs !== undefined) continue;
    const below = [...names, child.name];
    yield below;
    yield* walkFolders(child, below);
  }
}

/** `{device: 'Jotta', mountpoint: 'Archive', names: [..., 'x']}` as the location of the folder above it. */
export function parentOf(location: Location): Location {
  return { ...location, names: location.names.slice(0, -1) };
}
