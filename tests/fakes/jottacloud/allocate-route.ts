import { replyJson, replyJsonError } from './answers.ts';
import { findNameFault } from './jfs/jfs-name.ts';
import { parseAllocateTime } from './jfs/jfs-time.ts';
import { parentOf, type Location } from './jfs/jfs-tree.ts';
import { attach, childOf, complete, createFile, nextNumber, type FileNode } from './store/nodes.ts';
import type { Service } from './service.ts';
import type { Exchange } from '../http/exchange.ts';

/** Path of upload addresses. It is unknown for the real service: clients use the address as given. Source: docs/jottacloud.md 8.3. */
export const UPLOAD_PATH = '/files/v1/upload/';

interface Wanted {
  path: string;
  location: Location;
  md5: string;
  sizeBytes: number;
  createdMs: number;
  modifiedMs: number;
  rejectsConflicts: boolean;
}

/** `POST files/v1/allocate`, step by step as in docs/jottacloud.md 8.3. */
export async function serveAllocate(service: Service, exchange: Exchange): Promise<void> {
  const { refusesConflictHandler } = service.uploadSwitches;
  const wanted = parseWanted(
    exchange.headers['content-type'],
    await exchange.readText(),
    refusesConflictHandler,
  );
  if (typeof wanted === 'string') return replyJsonError(exchange, 400, 'InvalidArgumentException', wanted);
  const { tree, user } = service;
  if (user.writeLocked)
    return replyJsonError(exchange, 403, 'AccountLockedException', 'Account is write locked'); // invented
  if (!tree.mountpoint(wanted.location)) {
    return replyJsonError(exchange, 404, 'NoSuchPathException', wanted.path); // invented; parents are folders only
  }
  if (tree.isView(wanted.location)) {
    return replyJsonError(exchange, 400, 'InvalidArgumentException', 'Not a place for files'); // invented
  }
  const hasSpace = (): boolean =>
    tree.usageBytes() + user.otherBytes + wanted.sizeBytes <= user.capacityBytes;
  if (user.capacityBytes >= 0 && !hasSpace()) {
    return replyJsonError(exchange, 460, 'QuotaExceededException', 'Out of quota'); // error_id invented
  }

  const name = wanted.location.names.at(-1) ?? '';
  const before = tree.find(wanted.location);
  if (
    before?.kind === 'file' &&
    before.current &&
    before.deletedMs === undefined &&
    wanted.rejectsConflicts &&
    !service.uploadSwitches.ignoresConflictHandler
  ) {
    return replyJsonError(exchange, 409, 'UniqueFileException', 'File exists'); // status invented
  }
  const parent = before?.kind === 'folder' ? undefined : tree.makeFolders(parentOf(wanted.location));
  if (!parent) return replyJsonError(exchange, 400, 'InvalidArgumentException', 'File and folder collide'); // invented
  const child = childOf(parent, name);
  const file = child?.kind === 'file' ? child : createFile(name);
  attach(parent, file);

  return completeKnown(service, exchange, file, wanted) ?? openUpload(service, exchange, file, wanted);
}

/** The content is here: the file is complete now, in its place and out of the trash, with the new times. */
function completeKnown(
  service: Service,
  exchange: Exchange,
  file: FileNode,
  wanted: Wanted,
): Promise<void> | undefined {
  const { md5, sizeBytes, createdMs, modifiedMs, path } = wanted;
  const isSame = file.current?.md5 === md5 && file.current.sizeBytes === sizeBytes;
  const content = isSame ? file.current?.content : service.contents.find(md5, sizeBytes);
  if (!content) return undefined;
  const number = isSame && file.current ? file.current.number : nextNumber(file);
  complete(file, {
    number,
    state: 'COMPLETED',
    md5,
    sizeBytes,
    createdMs,
    modifiedMs,
    updatedMs: service.now(),
    content,
  });
  service.allocations.push({ path, md5, bytes: sizeBytes, state: 'COMPLETED', resumePosition: sizeBytes });
  const answer = { name: file.name, path, bytes: sizeBytes, resume_pos: sizeBytes, state: 'COMPLETED' };
  return replyJson(exchange, 200, { ...answer, upload_id: '', upload_url: '' });
}

function openUpload(service: Service, exchange: Exchange, file: FileNode, wanted: Wanted): Promise<void> {
  const { md5, sizeBytes, createdMs, modifiedMs, path } = wanted;
  const upload = service.openUploads.open(file, { path, md5, sizeBytes, createdMs, modifiedMs });
  const resumePosition = upload.content.sizeBytes;
  const revision = {
    number: nextNumber(file),
    md5,
    sizeBytes,
    createdMs,
    modifiedMs,
    updatedMs: service.now(),
  };
  file.latest = { ...revision, state: 'INCOMPLETE', content: undefined };
  service.allocations.push({ path, md5, bytes: sizeBytes, state: 'INCOMPLETE', resumePosition });
  const answer = { name: file.name, path, bytes: sizeBytes, resume_pos: resumePosition, state: 'INCOMPLETE' };
  return replyJson(exchange, 200, {
    ...answer,
    upload_id: upload.id,
    upload_url: `https://${service.uploadSwitches.host}${UPLOAD_PATH}${upload.id}`,
  });
}

/** The request as wanted, or what is wrong with it. Source: docs/jottacloud.md 3.1; refusing unknown fields is invented. */
function parseWanted(
  contentType: string | undefined,
  body: string,
  refusesConflictHandler: boolean,
): Wanted | string {
  if (!contentType?.startsWith('application/json')) return 'Content-Type is not application/json'; // invented
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    return 'Not JSON';
  }
  if (typeof fields !== 'object' || fields === null) return 'Not an object';
  const { bytes, created, modified, md5, path, conflict_handler, ...unknown } = fields as Record<
    string,
    unknown
  >;
  if (Object.keys(unknown).length > 0) return `Unrecognized field ${Object.keys(unknown).join()}`;
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return 'bytes';
  if (typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5)) return 'md5';
  const createdMs = parseAllocateTime(created);
  const modifiedMs = parseAllocateTime(modified);
  if (createdMs === undefined || modifiedMs === undefined) return 'created, modified';
  if (refusesConflictHandler && conflict_handler !== undefined) return 'Unrecognized field conflict_handler';
  const handlers: unknown[] = [undefined, 'REJECT_CONFLICTS', 'CREATE_NEW_REVISION'];
  if (!handlers.includes(conflict_handler)) return 'conflict_handler';
  if (typeof path !== 'string') return 'path';
  const location = parsePath(path);
  if (typeof location === 'string') return location;
  const rejectsConflicts = conflict_handler === 'REJECT_CONFLICTS';
  return { path, location, md5, sizeBytes: bytes, createdMs, modifiedMs, rejectsConflicts };
}

/** `/jfs/<device>/<mountpoint>/…`, or the older `<mountpoint>/…` on device Jotta. Source: docs/jottacloud.md 3.1. */
function parsePath(path: string): Location | string {
  const segments = path.startsWith('/jfs/')
    ? path.slice('/jfs/'.length).split('/')
    : ['Jotta', ...path.split('/')];
  const [device = '', mountpoint = '', ...names] = segments;
  const fault = segments.map(findNameFault).find((found) => found !== undefined);
  if (fault) return fault;
  return names.length > 0 ? { device, mountpoint, names } : 'Not a file';
}
