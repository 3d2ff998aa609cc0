import { replyXmlError } from '../answers.ts';
import type { Location } from './jfs-tree.ts';
import type { Service } from '../service.ts';
import type { Exchange } from '../../http/exchange.ts';

/** Java package of the application's own errors. Source: docs/jottacloud.md 4.2. */
export const JFS_ERRORS = 'no.jotta.backup.errors';

/** 404, naming what is missing. Source: docs/jottacloud.md 4.2, 8.2. */
export function replyMissing(service: Service, exchange: Exchange, location: Location): Promise<void> {
  const { device, mountpoint, names } = location;
  const path = ['', service.user.username, device, mountpoint, ...names].join('/');
  const name = service.tree.mountpoint(location) ? 'NoSuchPathException' : 'NoSuchMountPointException';
  return replyXmlError(exchange, 404, `${JFS_ERRORS}.${name}`, `Directory ${path}`);
}
