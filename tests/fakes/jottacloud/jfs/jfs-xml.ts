import { escapeXml } from '../answers.ts';
import { formatDashed } from './jfs-time.ts';
import type { Location } from './jfs-tree.ts';
import { walkFiles } from './jfs-tree.ts';
import { guessMime } from './mime.ts';
import type { DeviceNode, FileNode, FolderNode, Revision } from '../store/nodes.ts';
import type { Service } from '../service.ts';

/** `GET /jfs/<user>`. Source: docs/jottacloud.md 2.2. */
export function renderUser({ user, tree, now }: Service): string {
  const usage = tree.usageBytes() + user.otherBytes;
  const isFull = user.capacityBytes >= 0 && usage >= user.capacityBytes;
  const devices = [...tree.devices.values()].map(
    (device) => `<device>${renderDeviceHead(device, now())}</device>`,
  );
  return `<user time="${formatDashed(now())}" host="dn-132">
<username>${escapeXml(user.username)}</username><account-type>${user.capacityBytes < 0 ? 'unlimited' : 'free'}</account-type>
<locked>false</locked><capacity>${user.capacityBytes}</capacity>
<max-devices>-1</max-devices><max-mobile-devices>-1</max-mobile-devices><usage>${usage}</usage>
<read-locked>false</read-locked><write-locked>${user.writeLocked}</write-locked>
<quota-write-locked>${isFull}</quota-write-locked><enable-sync>true</enable-sync><enable-foldershare>true</enable-foldershare>
<devices>${devices.join('')}</devices></user>`;
}

/** `GET /jfs/<user>/<device>`: names are elements, not attributes. Source: docs/jottacloud.md 2.3. */
export function renderDevice(service: Service, device: DeviceNode): string {
  const mountpoints = [...device.mountpoints.values()].map(
    (mountpoint) =>
      `<mountPoint>${spaced('name', mountpoint.name)}<size>${sizeOf(mountpoint)}</size><modified></modified></mountPoint>`,
  );
  return `<device time="${formatDashed(service.now())}" host="dn-132">${renderDeviceHead(device, service.now())}
<user>${escapeXml(service.user.username)}</user><mountPoints>${mountpoints.join('')}</mountPoints></device>`;
}

function renderDeviceHead(device: DeviceNode, nowMs: number): string {
  const size = [...device.mountpoints.values()].reduce((sum, mountpoint) => sum + sizeOf(mountpoint), 0);
  return `${spaced('name', device.name)}${spaced('display_name', device.name)}<type>${escapeXml(device.type)}</type>
<sid>${device.sid}</sid><size>${size}</size><modified>${formatDashed(nowMs)}</modified>`;
}

/** A mountpoint or folder; without contents it is what a command answers with. Source: docs/jottacloud.md 2.4. */
export function renderFolder(
  service: Service,
  folder: FolderNode,
  location: Location,
  hasContents: boolean,
): string {
  const head = `time="${formatDashed(service.now())}" host="dn-158"`;
  const contents = hasContents ? renderContents(service, folder, location) : '';
  const path = renderPath(service, location);
  if (location.names.length === 0) {
    const size = hasContents ? `<size>${sizeOf(folder)}</size>` : '';
    return `<mountPoint ${head}>${spaced('name', folder.name)}${path}${size}<modified></modified>
<device>${escapeXml(location.device)}</device><user>${escapeXml(service.user.username)}</user>${contents}</mountPoint>`;
  }
  return `<folder ${nameAndDeletion(folder)} ${head}>${path}${contents}</folder>`;
}

function renderContents(service: Service, folder: FolderNode, location: Location): string {
  const children = [...folder.children.values()];
  const inside = renderAbspath(service, { ...location, names: [...location.names, ''] });
  const folders = children
    .filter((child) => child.kind === 'folder')
    .map(
      (child) => `<folder ${nameAndDeletion(child)}>${child.deletedMs === undefined ? '' : inside}</folder>`,
    );
  const files = children
    .filter((child) => child.kind === 'file')
    .map(
      (file) =>
        `<file ${nameAndDeletion(file)} uuid="${file.uuid}">${renderRevisions(service, file, false)}</file>`,
    );
  const counts = `total="${children.length}" num_folders="${folders.length}" num_files="${files.length}"`;
  return `${folders.length > 0 ? `<folders>${folders.join('')}</folders>` : ''}
${files.length > 0 ? `<files>${files.join('')}</files>` : ''}<metadata first="" max="" ${counts}/>`;
}

/** `GET` on a file, and the answer of the commands that touch one. Source: docs/jottacloud.md 2.4. */
export function renderFile(service: Service, file: FileNode, location: Location): string {
  const shared = file.publicUri === undefined ? '' : `<publicURI>${file.publicUri}</publicURI>`;
  const older = file.older.map((revision) => renderRevision('revision', file.name, revision));
  return `<file ${nameAndDeletion(file)} uuid="${file.uuid}" time="${formatDashed(service.now())}" host="dn-158">
${shared}${renderPath(service, location)}${renderRevisions(service, file, true)}
${older.length > 0 ? `<revisions>${older.join('')}</revisions>` : ''}</file>`;
}

function renderRevisions(service: Service, file: FileNode, isOwnAnswer: boolean): string {
  const current = file.current ? renderRevision('currentRevision', file.name, file.current) : '';
  const held = isOwnAnswer ? service.openUploads.heldBytes(file) : undefined;
  return current + (file.latest ? renderRevision('latestRevision', file.name, file.latest, held) : '');
}

/** INCOMPLETE has the size received so far, and only in the file's own answer; CORRUPT has none. Source: docs/jottacloud.md 2.4. */
function renderRevision(element: string, name: string, revision: Revision, heldBytes?: number): string {
  const { state, number, createdMs, modifiedMs, updatedMs, md5 } = revision;
  const sizeByState = { COMPLETED: revision.sizeBytes, INCOMPLETE: heldBytes, CORRUPT: undefined };
  const size = sizeByState[state];
  const { mime, mstyle } = guessMime(name);
  return `<${element}><number>${number}</number><state>${state}</state><created>${formatDashed(createdMs)}</created>
<modified>${formatDashed(modifiedMs)}</modified><mime>${mime}</mime><mstyle>${mstyle}</mstyle>
${size === undefined ? '' : `<size>${size}</size>`}<md5>${md5}</md5><updated>${formatDashed(updatedMs)}</updated></${element}>`;
}

function nameAndDeletion(node: FolderNode | FileNode): string {
  const deleted = node.deletedMs === undefined ? '' : ` deleted="${formatDashed(node.deletedMs)}"`;
  return `name="${escapeXml(node.name)}"${deleted}`;
}

/** `path` and `abspath` name the parent. Source: docs/jottacloud.md 2.4. */
function renderPath(service: Service, location: Location): string {
  return `${spaced('path', parentPath(service, location))}${renderAbspath(service, location)}`;
}

function renderAbspath(service: Service, location: Location): string {
  return spaced('abspath', parentPath(service, location));
}

function parentPath({ user }: Service, { device, mountpoint, names }: Location): string {
  const above = names.length === 0 ? [device] : [device, mountpoint, ...names.slice(0, -1)];
  return ['', user.username, ...above].join('/');
}

function spaced(element: string, text: string): string {
  return `<${element} xml:space="preserve">${escapeXml(text)}</${element}>`;
}

function sizeOf(folder: FolderNode): number {
  let bytes = 0;
  for (const { file } of walkFiles(folder, [])) bytes += file.current?.sizeBytes ?? 0;
  return bytes;
}
