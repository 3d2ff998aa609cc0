import { replyXmlError } from '../answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { tinyJpeg } from '../../icloud/library/content/file-content.ts';
import type { PreviewKind, Service } from '../service.ts';
import type { FileNode } from '../store/nodes.ts';
import { JFS_ERRORS } from './jfs-errors.ts';

/** Sizes that clients ask for. Source: docs/jottacloud.md 2.9. */
const SIZES: ReadonlySet<string> = new Set(['WS', 'WM', 'WL', 'WXL']);

/** Answers `?mode=thumb`. Source: docs/jottacloud.md 2.9; which answer a file gets is a switch, because it is unknown. */
export async function servePreview(
  service: Service,
  exchange: Exchange,
  file: FileNode,
  size: string | null,
): Promise<void> {
  if (size === null || !SIZES.has(size)) service.violations.push(`a preview of the size ${size}`);
  const revision = file.current;
  const isThere = revision?.content && file.deletedMs === undefined;
  const kind: PreviewKind = isThere ? service.previewSwitches.kindOf(file.name) : 'none';
  if (kind === 'none') return replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchFileException`, file.name);
  const bytes = bytesOf[kind](service.previewSwitches.pictureOf(revision?.md5 ?? '') ?? tinyJpeg);
  const headers = { 'content-type': 'image/jpeg', 'content-length': String(bytes.length) };
  return exchange.reply(200, headers, Buffer.from(bytes));
}

const bytesOf: Record<Exclude<PreviewKind, 'none'>, (picture: Uint8Array) => Uint8Array> = {
  jpeg: (picture) => picture,
  empty: () => new Uint8Array(),
  // the beginning of a picture is gone
  broken: (picture) => picture.subarray(20),
};
