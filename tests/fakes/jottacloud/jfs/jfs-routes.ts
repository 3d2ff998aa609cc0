import { replyHtmlBadRequest, replyXml, replyXmlError } from '../answers.ts';
import { isAuthorized } from '../identity/bearer.ts';
import { JFS_ERRORS, replyMissing } from './jfs-errors.ts';
import { BadAddressError, findAddressFault, parseJfsAddress, type JfsAddress } from './jfs-address.ts';
import { serveCommand } from './jfs-commands.ts';
import type { Location } from './jfs-tree.ts';
import { nameKey } from './jfs-name.ts';
import { servePreview } from './jfs-previews.ts';
import { renderDevice, renderFile, renderFolder, renderUser } from './jfs-xml.ts';
import { renderListStream } from './liststream.ts';
import type { FileNode } from '../store/nodes.ts';
import type { Service } from '../service.ts';
import type { Exchange } from '../../http/exchange.ts';

const SPRING_ERRORS = 'org.springframework.security';

/** The XML host. Source: docs/jottacloud.md 2.2 to 2.6, 8.2. */
export async function serveJfs(service: Service, exchange: Exchange): Promise<void> {
  if (!isAuthorized(service, exchange)) {
    return replyXmlError(
      exchange,
      401,
      `${SPRING_ERRORS}.authentication.BadCredentialsException`,
      'Bad credentials',
    );
  }
  let address: JfsAddress;
  try {
    address = parseJfsAddress(exchange.rawPath);
  } catch (error) {
    if (error instanceof BadAddressError) return replyHtmlBadRequest(exchange);
    throw error;
  }
  const [user = '', device, mountpoint, ...names] = address.segments;
  if (user === '') {
    const exception = `${SPRING_ERRORS}.core.userdetails.UsernameNotFoundException`;
    return replyXmlError(exchange, 400, exception, 'Username not found in url!');
  }
  if (user !== service.user.username) {
    const exception = `${SPRING_ERRORS}.authentication.AuthenticationCredentialsNotFoundException`;
    return replyXmlError(exchange, 401, exception, 'Token mismatch!');
  }
  const fault = findAddressFault(address.segments);
  if (fault) return replyXmlError(exchange, 400, `${JFS_ERRORS}.InvalidArgumentException`, fault);

  const location =
    device === undefined || mountpoint === undefined ? undefined : { device, mountpoint, names };
  if (exchange.method === 'POST') return serveCommand(service, exchange, device, location, address.query);
  if (exchange.method !== 'GET') return replyXmlError(exchange, 500, 'java.lang.Exception', 'Method'); // invented
  if (device === undefined) return replyXml(exchange, 200, renderUser(service));
  if (location) return serveItem(service, exchange, location, address.query);
  const found = service.tree.devices.get(nameKey(device));
  return found
    ? replyXml(exchange, 200, renderDevice(service, found))
    : replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchPathException`, `Device ${device}`);
}

async function serveItem(
  service: Service,
  exchange: Exchange,
  location: Location,
  query: URLSearchParams,
): Promise<void> {
  const mode = query.get('mode');
  const node = service.tree.find(location);
  if (!node) return replyMissing(service, exchange, location);
  if (node.kind === 'folder') {
    if (mode === null) return replyXml(exchange, 200, renderFolder(service, node, location, true));
    if (mode !== 'liststream')
      return replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchFileException`, 'Not a file');
    return exchange.reply(
      200,
      { 'content-type': 'text/xml;charset=UTF-8' },
      renderListStream(service, node, location),
    );
  }
  if (mode === 'bin') return serveBytes(exchange, node);
  if (mode === 'enableShare') node.publicUri ??= node.uuid.replaceAll('-', '');
  if (mode === 'disableShare') node.publicUri = undefined;
  if (mode === 'thumb') return servePreview(service, exchange, node, query.get('ts'));
  if (mode === 'liststream')
    return replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchPathException`, 'Not here'); // invented
  return replyXml(exchange, 200, renderFile(service, node, location));
}

/** `?mode=bin`, whole or a range. Source: docs/jottacloud.md 2.6, 8.2. */
async function serveBytes(exchange: Exchange, file: FileNode): Promise<void> {
  const revision = file.current;
  if (!revision?.content) {
    return replyXmlError(exchange, 404, `${JFS_ERRORS}.NoSuchFileException`, file.name);
  }
  const { sizeBytes, content } = revision;
  const headers = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };
  const { range } = exchange.headers;
  if (range === undefined) {
    return exchange.reply(200, { ...headers, 'content-length': String(sizeBytes) }, content.read());
  }
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  const start = Number(first);
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (first === '' || start >= end) return exchange.reply(416, { 'content-range': `bytes */${sizeBytes}` });
  const partHeaders = {
    'content-range': `bytes ${start}-${end - 1}/${sizeBytes}`,
    'content-length': String(end - start),
  };
  return exchange.reply(206, { ...headers, ...partHeaders }, content.read(start, end));
}
