import { serveAllocate } from './allocate-route.ts';
import { replyJson, replyJsonError } from './answers.ts';
import { isAuthorized } from './identity/bearer.ts';
import type { FolderNode } from './store/nodes.ts';
import type { Service } from './service.ts';
import type { Exchange } from '../http/exchange.ts';

/** The JSON host. Source: docs/jottacloud.md 8.2. */
export async function serveApi(service: Service, exchange: Exchange): Promise<void> {
  if (!isAuthorized(service, exchange)) {
    return replyJsonError(exchange, 401, 'BadCredentialsException', 'Bad credentials');
  }
  switch (`${exchange.method} ${exchange.rawPath}`) {
    case 'GET /account/v1/customer':
      return replyJson(exchange, 200, describeCustomer(service));
    case 'POST /files/v1/allocate':
      return serveAllocate(service, exchange);
    case 'POST /files/v1/purge_trash': {
      const purged = { folders: 0, files: 0 };
      for (const device of service.tree.devices.values()) {
        for (const mountpoint of device.mountpoints.values()) purge(mountpoint, purged);
      }
      return replyJson(exchange, 200, purged);
    }
    default:
      service.violations.push(`no such route: ${exchange.host} ${exchange.method} ${exchange.rawPath}`);
      return replyJsonError(exchange, 404, 'NoSuchPathException', 'HTTP 404 Not Found');
  }
}

/** Source: docs/jottacloud.md 2.1. */
function describeCustomer({ user, tree }: Service) {
  const isUnlimited = user.capacityBytes < 0;
  return {
    username: user.username,
    email: user.email,
    name: user.name,
    country_code: 'NO',
    language_code: 'nb',
    customer_group_code: '',
    brand_code: 'jotta',
    account_type: isUnlimited ? 'unlimited' : 'free',
    subscription_type: isUnlimited ? 'subscription' : 'none',
    usage: tree.usageBytes() + user.otherBytes,
    quota: user.capacityBytes,
    business_usage: 0,
    business_quota: 0,
    write_locked: user.writeLocked,
    read_locked: false,
    locked_cause: null,
    web_hash: 'w',
    android_hash: 'a',
    ios_hash: 'i',
  };
}

function purge(folder: FolderNode, purged: { folders: number; files: number }): void {
  for (const [key, child] of folder.children) {
    if (child.kind === 'folder') purge(child, purged);
    if (child.deletedMs === undefined) continue;
    folder.children.delete(key);
    purged[child.kind === 'folder' ? 'folders' : 'files'] += 1;
  }
}
