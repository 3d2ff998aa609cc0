import { replyXml, replyXmlError } from '../answers.ts';
import { findAddressFault } from './jfs-address.ts';
import { nameKey } from './jfs-name.ts';
import { JFS_ERRORS, replyMissing } from './jfs-errors.ts';
import { parentOf, type Location } from './jfs-tree.ts';
import { renderFile, renderFolder } from './jfs-xml.ts';
import { attach, childOf, createFile, createFolder, type FileNode, type FolderNode } from '../store/nodes.ts';
import type { Service } from '../service.ts';
import type { Exchange } from '../../http/exchange.ts';

/**
 * `mv`, `mvDir`, `cp`, `cpDir`; `target` is `/<user>/<device>/<mountpoint>/…`, already decoded. The target's folder must
 * be there. An existing target is replaced (invented). Source: docs/jottacloud.md 2.6, 8.2.
 */
export async function moveOrCopy(
  service: Service,
  exchange: Exchange,
  from: Location,
  command: string,
  target: string,
): Promise<void> {
  const { tree } = service;
  const [, user, device = '', mountpoint = '', ...names] = target.split('/');
  const to = { device, mountpoint, names };
  const fault = findAddressFault(names);
  const name = names.at(-1);
  if (user !== service.user.username || fault !== undefined || name === undefined) {
    return replyXmlError(exchange, 400, `${JFS_ERRORS}.InvalidArgumentException`, fault ?? target);
  }
  const source = tree.find(from);
  const isRightKind = source?.kind === (command.endsWith('Dir') ? 'folder' : 'file');
  const fromParent = tree.find(parentOf(from));
  if (!source || !isRightKind || fromParent?.kind !== 'folder') return replyMissing(service, exchange, from);
  const toParent = tree.find(parentOf(to));
  if (toParent?.kind !== 'folder' || toParent.deletedMs !== undefined)
    return replyMissing(service, exchange, to);

  const before = childOf(toParent, name);
  const moved = copyNode(source, name);
  if (command.startsWith('mv')) fromParent.children.delete(nameKey(source.name));
  else moved.deletedMs = before?.deletedMs; // a copy onto a trashed target stays in the trash
  attach(toParent, moved);
  const answer =
    moved.kind === 'file' ? renderFile(service, moved, to) : renderFolder(service, moved, to, false);
  return replyXml(exchange, 200, answer);
}

function copyNode(node: FolderNode | FileNode, name: string): FolderNode | FileNode {
  if (node.kind === 'file') return { ...createFile(name), current: node.current, deletedMs: node.deletedMs };
  const folder = createFolder(name, node.modifiedMs);
  for (const child of node.children.values()) attach(folder, copyNode(child, child.name));
  return folder;
}
