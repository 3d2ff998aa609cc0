import { createHash } from 'node:crypto';
import { parentOf, walkFiles, walkFolders, type Location } from '../jfs/jfs-tree.ts';
import {
  attach,
  childOf,
  complete,
  createFile,
  nextNumber,
  type FileNode,
  type RevisionState,
} from './nodes.ts';
import type { Service } from '../service.ts';

/** A file as tests see it. */
export interface StoredFile {
  /** Below the mountpoint Archive, as first spelled: `iCloud Photos/2024/IMG_1.JPG`. */
  path: string;
  state: RevisionState;
  md5: string;
  sizeBytes: number;
  createdMs: number;
  modifiedMs: number;
  isTrashed: boolean;
  /** Complete versions that are kept, this one included. */
  versions: number;
  /** Of the complete version. */
  bytes(): Promise<Uint8Array>;
}

/** How a file added by a test differs from a complete one. */
export interface PutOptions {
  createdMs?: number;
  modifiedMs?: number;
  /** INCOMPLETE: an upload of these bytes was begun and `heldBytes` of them arrived. Default COMPLETED. */
  state?: RevisionState;
  heldBytes?: number;
  isTrashed?: boolean;
}

/** What the account holds below Jotta/Archive: for tests to look at, and to put things there before a run. */
export class StoredFiles {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  /** The file of that path in any letter case, also an unfinished or trashed one. */
  file(path: string): StoredFile | undefined {
    const location = locate(path);
    const parent = this.#service.tree.find(parentOf(location));
    const file = parent?.kind === 'folder' ? childOf(parent, location.names.at(-1) ?? '') : undefined;
    return file?.kind === 'file'
      ? describe(file, [...location.names.slice(0, -1), file.name].join('/'))
      : undefined;
  }

  /** All complete files that are not in the trash. */
  files(): StoredFile[] {
    const archive = this.#service.tree.mountpoint(locate(''));
    if (!archive) return [];
    return [...walkFiles(archive, [])]
      .filter(({ file }) => file.current !== undefined && file.deletedMs === undefined)
      .map(({ file, names }) => describe(file, [...names, file.name].join('/')));
  }

  /** Paths of all folders that are not in the trash, empty ones too, without a slash at the end. */
  folders(): string[] {
    const archive = this.#service.tree.mountpoint(locate(''));
    return archive ? [...walkFolders(archive, [])].map((names) => names.join('/')) : [];
  }

  /** Makes a folder, and those above it, without any request. */
  putFolder(path: string): void {
    this.#service.tree.makeFolders(locate(path));
  }

  /** Stores bytes without any request; other bytes at the same path become a new version. */
  put(path: string, bytes: Uint8Array, options: PutOptions = {}): void {
    const { tree, contents, openUploads, now } = this.#service;
    const { state = 'COMPLETED', heldBytes = 0, createdMs = now(), modifiedMs = now() } = options;
    const location = locate(path);
    const parent = tree.makeFolders(parentOf(location));
    const name = location.names.at(-1);
    if (!parent || name === undefined) throw new Error(`no file can be at ${path}`);
    const child = childOf(parent, name);
    const file = child?.kind === 'file' ? child : createFile(name);
    attach(parent, file);
    const md5 = createHash('md5').update(bytes).digest('hex');
    const times = { createdMs: floorSecond(createdMs), modifiedMs: floorSecond(modifiedMs) };
    const revision = {
      number: nextNumber(file),
      md5,
      sizeBytes: bytes.length,
      ...times,
      updatedMs: now(),
      state,
    };
    if (state === 'COMPLETED') {
      const content = contents.create();
      content.append(bytes);
      contents.remember(content);
      complete(file, { ...revision, content });
    } else {
      file.latest = { ...revision, content: undefined };
    }
    if (state === 'INCOMPLETE') {
      const wanted = { path: `/jfs/Jotta/Archive/${path}`, md5, sizeBytes: bytes.length, ...times };
      openUploads.open(file, wanted).content.append(bytes.subarray(0, heldBytes));
    }
    if (options.isTrashed) file.deletedMs = now();
  }

  /** Moves a file into the trash, as its owner would on the web site. */
  trash(path: string): void {
    const node = this.#service.tree.find(locate(path));
    if (node?.kind !== 'file') throw new Error(`no file at ${path}`);
    node.deletedMs = this.#service.now();
  }

  /** Moves a folder with all that is in it into the trash. */
  trashFolder(path: string): void {
    const folder = this.#service.tree.find(locate(path));
    if (folder?.kind !== 'folder') throw new Error(`no folder at ${path}`);
    for (const { file } of walkFiles(folder, [])) file.deletedMs = this.#service.now();
    for (const names of walkFolders(folder, [])) {
      const below = this.#service.tree.find(locate([path, ...names].join('/')));
      if (below) below.deletedMs = this.#service.now();
    }
    folder.deletedMs = this.#service.now();
  }

  /** Everything is gone for good, folders and trash too, as after "Empty trash" or in another account. */
  clear(): void {
    this.#service.tree.mountpoint(locate(''))?.children.clear();
  }
}

function locate(path: string): Location {
  return { device: 'Jotta', mountpoint: 'Archive', names: path === '' ? [] : path.split('/') };
}

function describe(file: FileNode, path: string): StoredFile {
  const revision = file.current ?? file.latest;
  const { state = 'INCOMPLETE', md5 = '', sizeBytes = 0, createdMs = 0, modifiedMs = 0 } = revision ?? {};
  return {
    path,
    state,
    md5,
    sizeBytes,
    createdMs,
    modifiedMs,
    isTrashed: file.deletedMs !== undefined,
    versions: file.older.length + (file.current ? 1 : 0),
    bytes: async () => {
      if (!file.current?.content) throw new Error(`${path} is not complete`);
      return file.current.content.bytes();
    },
  };
}

function floorSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
