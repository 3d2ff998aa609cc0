import { escapeXml } from '../answers.ts';
import type { Location } from './jfs-tree.ts';
import type { FileNode, FolderNode } from '../store/nodes.ts';
import type { FolderOrder, Service } from '../service.ts';

/** Share of the elements that are listed when the document ends early. */
const CUT_SHARE = 0.6;

/**
 * `?mode=liststream`: every complete, not deleted file below a folder. Paths begin with the mountpoint; times are
 * RFC 3339 with milliseconds. Source: docs/jottacloud.md 2.5.
 */
export async function* renderListStream(
  service: Service,
  folder: FolderNode,
  location: Location,
): AsyncGenerator<Uint8Array> {
  const { liststream } = service;
  const elements = [
    ...listElements(folder, ['', location.mountpoint, ...location.names].join('/'), liststream.folders),
  ];
  const announced = new Set<string>();
  let [folders, files] = [0, 0];
  for (const element of elements) {
    if (element.file) files += 1;
    // A folder that is announced after its own files counts twice, and rclone refuses the listing.
    if (!element.file || !announced.has(element.path)) folders += 1;
    announced.add(element.path);
  }
  if (liststream.folders === 'after-their-files') folders = elements.length - files;

  const { rootElement, upperCaseMd5 } = liststream;
  const stop = liststream.endsEarly ? Math.floor(elements.length * CUT_SHARE) : Infinity;
  let text = `<?xml version="1.0" encoding="UTF-8"?>\n<${rootElement}>\n`;
  for (const [index, element] of elements.entries()) {
    text += element.file
      ? renderFile(element.path, element.file, upperCaseMd5)
      : `<folder><path>${escapeXml(element.path)}</path></folder>\n`;
    if (index >= stop) {
      yield Buffer.from(text.slice(0, -'</file>\n'.length));
      return;
    }
    if (text.length < 64 * 1024) continue;
    yield Buffer.from(text);
    text = '';
  }
  const listed = files + (liststream.wrongStats ? 1 : 0);
  const stats = `<stats><folders>${folders}</folders><files>${listed}</files></stats>\n`;
  yield Buffer.from(`${text}${liststream.noStats ? '' : stats}</${rootElement}>\n`);
}

interface Element {
  path: string;
  file?: FileNode;
}

function* listElements(folder: FolderNode, path: string, order: FolderOrder): Generator<Element> {
  if (order === 'all-first') {
    for (const element of listElements(folder, path, 'before-their-files')) if (!element.file) yield element;
    for (const element of listElements(folder, path, 'before-their-files')) if (element.file) yield element;
    return;
  }
  const live = [...folder.children.values()].filter((child) => child.deletedMs === undefined);
  const files = live.filter((child) => child.kind === 'file').filter((file) => file.current !== undefined);
  if (order === 'before-their-files' || (order === 'only-childless' && files.length === 0)) yield { path };
  for (const file of files) yield { path, file };
  if (order === 'after-their-files') yield { path };
  for (const child of live)
    if (child.kind === 'folder') yield* listElements(child, `${path}/${child.name}`, order);
}

function renderFile(path: string, file: FileNode, upperCaseMd5: boolean): string {
  const { md5 = '', sizeBytes = 0, modifiedMs = 0, createdMs = 0 } = file.current ?? {};
  return `<file><path>${escapeXml(path)}</path><filename>${escapeXml(file.name)}</filename>
<md5>${upperCaseMd5 ? md5.toUpperCase() : md5}</md5><size>${sizeBytes}</size>
<modified>${new Date(modifiedMs).toISOString()}</modified><created>${new Date(createdMs).toISOString()}</created></file>\n`;
}
