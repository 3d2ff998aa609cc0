import { replyXml, replyXmlError } from '../answers.ts';
import { moveOrCopy } from './jfs-move.ts';
import { nameKey } from './jfs-name.ts';
import { JFS_ERRORS, replyMissing } from './jfs-errors.ts';
import { parseDashed } from './jfs-time.ts';
import { parentOf, type Location } from './jfs-tree.ts';
import { renderDevice, renderFile, renderFolder } from './jfs-xml.ts';
import {
  attach,
  childOf,
  complete,
  createFile,
  nextNumber,
  type FileNode,
  type FolderNode,
} from '../store/nodes.ts';
import type { Service } from '../service.ts';
import type { Exchange } from '../../http/exchange.ts';

/** The POSTs of the jfs host: empty body, no Content-Type. Source: docs/jottacloud.md 2.6, 8.2. */
export async function serveCommand(
  service: Service,
  exchange: Exchange,
  device: string | undefined,
  location: Location | undefined,
  query: URLSearchParams,
): Promise<void> {
  if (exchange.headers['content-type']?.startsWith('application/octet-stream')) {
    return replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchPathException`, 'Not an upload'); // taken for one
  }
  if (!location) return makeDevice(service, exchange, device, query.get('type'));
  const node = service.tree.find(location);
  const command = [...query.keys()].find((key) => key in commands);
  if (command !== undefined) return commands[command]?.(service, exchange, location, node);
  for (const key of ['mv', 'mvDir', 'cp', 'cpDir']) {
    const target = query.get(key);
    if (target !== null) return moveOrCopy(service, exchange, location, key, target);
  }
  if (location.names.length === 0 && query.size === 0) return makeMountpoint(service, exchange, location);
  const message = 'Unexpected request: missing multipart content or unknown command parameters';
  return replyXmlError(exchange, 500, 'java.lang.IllegalArgumentException', message);
}

type Command = (
  service: Service,
  exchange: Exchange,
  location: Location,
  node: FolderNode | FileNode | undefined,
) => Promise<void>;

const commands: Record<string, Command> = {
  mkDir: (service, exchange, location) => {
    const folder = service.tree.isView(location) ? undefined : service.tree.makeFolders(location);
    return folder
      ? replyXml(exchange, 200, renderFolder(service, folder, location, false))
      : replyMissing(service, exchange, location);
  },
  dl: (service, exchange, location, node) => {
    if (node) node.deletedMs ??= service.now();
    return replyTouched(service, exchange, location, node);
  },
  dlDir: (service, exchange, location, node) => {
    if (node) trashAll(node, service.now());
    return replyTouched(service, exchange, location, node);
  },
  rm: remove,
  rmDir: remove,
  restore: (service, exchange, location, node) => {
    if (node?.kind !== 'folder') return replyXmlError(exchange, 500, 'java.lang.Exception', 'restore');
    node.deletedMs = undefined; // for folders the result is unknown
    return replyTouched(service, exchange, location, node);
  },
  cphash,
};

function remove(
  service: Service,
  exchange: Exchange,
  location: Location,
  node: FolderNode | FileNode | undefined,
): Promise<void> {
  const parent = service.tree.find(parentOf(location));
  if (!node || parent?.kind !== 'folder') return replyMissing(service, exchange, location);
  parent.children.delete(nameKey(node.name));
  return replyTouched(service, exchange, location, node);
}

/** Known content becomes the file at that address, with these times and out of the trash. Source: docs/jottacloud.md 3.6. */
async function cphash(
  service: Service,
  exchange: Exchange,
  location: Location,
  node: FolderNode | FileNode | undefined,
): Promise<void> {
  const { jsize, jmd5 = '', jcreated, jmodified } = exchange.headers;
  const sizeBytes = Number(jsize ?? NaN);
  const current = node?.kind === 'file' ? node.current : undefined;
  const isSame = current?.md5 === jmd5 && current.sizeBytes === sizeBytes;
  const content = isSame ? current.content : service.contents.find(jmd5, sizeBytes);
  const name = location.names.at(-1);
  if (!content || name === undefined || node?.kind === 'folder')
    return replyMissing(service, exchange, location);
  const parent = service.tree.makeFolders(parentOf(location));
  if (!parent) return replyMissing(service, exchange, location);
  const child = childOf(parent, name);
  const file = child?.kind === 'file' ? child : createFile(name);
  attach(parent, file);
  const nowMs = service.now(); // badly written times silently become the present: 2.7
  const [createdMs, modifiedMs] = [parseDashed(jcreated) ?? nowMs, parseDashed(jmodified) ?? nowMs];
  const number = isSame ? current.number : nextNumber(file);
  complete(file, {
    number,
    state: 'COMPLETED',
    md5: jmd5,
    sizeBytes,
    createdMs,
    modifiedMs,
    updatedMs: nowMs,
    content,
  });
  return replyXml(exchange, 200, renderFile(service, file, location));
}

function trashAll(node: FolderNode | FileNode, nowMs: number): void {
  node.deletedMs ??= nowMs;
  if (node.kind === 'folder') for (const child of node.children.values()) trashAll(child, nowMs);
}

/** The touched item; for one that is missing an empty `<file>` (invented: `dl` succeeds there too). */
function replyTouched(
  service: Service,
  exchange: Exchange,
  location: Location,
  node: FolderNode | FileNode | undefined,
): Promise<void> {
  if (node?.kind === 'folder') return replyXml(exchange, 200, renderFolder(service, node, location, false));
  const file = node ?? createFile(location.names.at(-1) ?? '');
  return replyXml(exchange, 200, renderFile(service, file, location));
}

/** 201 always, also for a device that exists. Source: docs/jottacloud.md 2.3. */
function makeDevice(
  service: Service,
  exchange: Exchange,
  name: string | undefined,
  type: string | null,
): Promise<void> {
  if (name === undefined || type === null) return replyXmlError(exchange, 500, 'java.lang.Exception', 'type'); // invented
  return replyXml(exchange, 201, renderDevice(service, service.tree.makeDevice(name, type)));
}

function makeMountpoint(service: Service, exchange: Exchange, location: Location): Promise<void> {
  const made = service.tree.makeMountpoint(location.device, location.mountpoint);
  if (!made) return replyMissing(service, exchange, location);
  return replyXml(exchange, made.isNew ? 201 : 200, renderFolder(service, made.mountpoint, location, false));
}
