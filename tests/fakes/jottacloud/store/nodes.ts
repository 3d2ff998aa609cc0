import { randomUUID } from 'node:crypto';
import type { Content } from './content.ts';
import { nameKey } from '../jfs/jfs-name.ts';

/** States the fake makes. Source: docs/jottacloud.md 2.4. */
export type RevisionState = 'COMPLETED' | 'INCOMPLETE' | 'CORRUPT';

/** One version of a file. */
export interface Revision {
  number: number;
  state: RevisionState;
  md5: string;
  /** Of the whole content, also while it is incomplete. */
  sizeBytes: number;
  createdMs: number;
  modifiedMs: number;
  /** When the service got it. */
  updatedMs: number;
  content: Content | undefined;
}

/** A file; complete if it has `current`, and then `latest` is a newer version that is not complete (yet). */
export interface FileNode {
  kind: 'file';
  name: string;
  uuid: string;
  deletedMs: number | undefined;
  current: Revision | undefined;
  latest: Revision | undefined;
  /** Earlier complete versions, the newest first. */
  older: Revision[];
  publicUri: string | undefined;
}

/** A folder or a mountpoint. */
export interface FolderNode {
  kind: 'folder';
  name: string;
  deletedMs: number | undefined;
  /** By {@link nameKey}; the first spelling stays in `name`. */
  children: Map<string, FolderNode | FileNode>;
  modifiedMs: number;
}

/** A device with its mountpoints by {@link nameKey}. */
export interface DeviceNode {
  name: string;
  type: string;
  sid: string;
  mountpoints: Map<string, FolderNode>;
}

/** How many versions of a file are kept, the current one included. Source: docs/jottacloud.md 2.4. */
const KEPT_VERSIONS = 5;

/** An empty folder. */
export function createFolder(name: string, nowMs: number): FolderNode {
  return { kind: 'folder', name, deletedMs: undefined, children: new Map(), modifiedMs: nowMs };
}

/** A file without any revision yet. */
export function createFile(name: string): FileNode {
  const nothing = { deletedMs: undefined, current: undefined, latest: undefined, publicUri: undefined };
  return { kind: 'file', name, uuid: randomUUID(), older: [], ...nothing };
}

/** Makes a revision the current one; other content before it becomes an older version. Takes the file out of the trash. */
export function complete(file: FileNode, revision: Revision): void {
  const before = file.current;
  if (before && before.md5 !== revision.md5) file.older = [before, ...file.older].slice(0, KEPT_VERSIONS - 1);
  file.current = revision;
  file.latest = undefined;
  file.deletedMs = undefined;
}

/** The number the next revision gets. */
export function nextNumber(file: FileNode): number {
  return Math.max(file.current?.number ?? 0, file.latest?.number ?? 0) + 1;
}

/** The child of that name in any letter case, also if it is in the trash. */
export function childOf(folder: FolderNode, name: string): FolderNode | FileNode | undefined {
  return folder.children.get(nameKey(name));
}

/** Puts a node under a folder, replacing what has the same name. */
export function attach(folder: FolderNode, node: FolderNode | FileNode): void {
  folder.children.set(nameKey(node.name), node);
}
