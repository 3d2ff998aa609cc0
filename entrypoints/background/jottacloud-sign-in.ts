import { browser } from 'wxt/browser';
import { renewSignIn } from '../../utils/checks/jottacloud/renew-sign-in.ts';
import { type FolderLevel, isFolderPath } from '../../utils/domain/layout/folder-level.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { isReportDay, reportNames } from '../../utils/domain/report/report-name.ts';
import { createContentHash } from '../../utils/engine/transfer/content-hash.ts';
import { InvariantError, TransferError } from '../../utils/errors.ts';
import type { JottacloudClient } from '../../utils/jottacloud/client.ts';
import { permissionFor } from '../../utils/jottacloud/hosts.ts';
import type { EndedSignIn, TokenKeeper } from '../../utils/jottacloud/sign-in/token-keeper.ts';
import type { GetToken } from '../../utils/jottacloud/sign-in/authorized-call.ts';
import { saveNewFile } from '../../utils/jottacloud/save-new-file.ts';
import { epochMs } from '../../utils/units.ts';

/** The sign-in at Jottacloud. Only the background spends its tokens. */
export interface JottacloudSignIn {
  /** Spends a pasted login token. @returns host of the identity server */
  signIn(token: string): Promise<string>;
  /** Forgets the sign-in, and returns the permission for a partner's service. */
  signOut(): Promise<void>;
  /** Asks Jottacloud for the account. @param service host of the identity server */
  readAccount(service: string): Promise<JottacloudAccount>;
  /** Lists one folder of the Archive; null if it does not exist. */
  listFolder(path: string[]): Promise<FolderLevel | null>;
  /** Makes a folder of the Archive with its parents. */
  makeFolder(path: string[]): Promise<void>;
  /** Reads files with the sign-in. */
  files: Pick<JottacloudClient, 'readPreview' | 'readStored' | 'readFile'>;
  /**
   * Saves a report in a folder of the Archive, under a name with its day. Nothing else is written beside the photos.
   * Decision: docs/decisions/014-no-status-file.md.
   *
   * @returns the name
   */
  saveReport(folder: string, day: string, html: string): Promise<string>;
  accessToken: GetToken;
  /** Renews the sign-in, for the connection check. */
  renew(): ReturnType<typeof renewSignIn>;
}

const never = new AbortController().signal;

/** Timeout for a service's answer to the end of a sign-in: a silent service must not keep its permission. */
const SIGN_OUT_TIMEOUT_MS = 10_000;

/** What the sign-in is made of; `compose.ts` makes it. */
export interface SignInParts {
  keeper: TokenKeeper;
  accessToken: GetToken;
  client: JottacloudClient;
}

/** Creates the background's sign-in from its token keeper, its token source and its client. */
export function createJottacloudSignIn({ keeper, accessToken, client }: SignInParts): JottacloudSignIn {
  return {
    signIn: async (token) => (await keeper.signIn(token)).service,
    signOut: async () => returnPermission(await keeper.signOut()),
    async readAccount(service) {
      const customer = await client.readCustomer(never);
      await keeper.saveUsername(customer.username);
      const space = await client.readQuota(never);
      return {
        name: customer.name,
        ...(customer.email !== null && { email: customer.email }),
        usedBytes: space.usedBytes,
        totalBytes: space.capacityBytes ?? customer.quotaBytes,
        writeLocked: space.writeLocked || customer.writeLocked,
        service,
      };
    },
    listFolder: (path) => client.readFolder(folderPath(path), never),
    makeFolder: (path) => client.makeFolder(folderPath(path), never),
    files: client,
    async saveReport(folder, day, html) {
      if (!isReportDay(day)) throw new InvariantError('expected a day');
      folderPath(folder.split('/'));
      const bytes = new TextEncoder().encode(html);
      const hash = await createContentHash();
      hash.update(bytes);
      const { md5 } = await hash.finish();
      const file = { folder, names: reportNames(day), bytes, md5, savedAt: epochMs(Date.now()) };
      return saveNewFile(client, file, never);
    },
    accessToken,
    renew: () => renewSignIn(keeper),
  };
}

/** @throws {TransferError} `name-refused` for names that would lead out of the Archive */
function folderPath(path: string[]): string[] {
  if (isFolderPath(path)) return path;
  throw new TransferError('name-refused', 'expected the path of a folder', { service: 'jottacloud' });
}

/** Returns the permission for a partner's service once the service was asked to end the sign-in. */
async function returnPermission(ended: EndedSignIn | null): Promise<void> {
  const origin = ended === null ? null : permissionFor(ended.service);
  if (ended === null || origin === null) return;
  await Promise.race([ended.asked, new Promise((resolve) => setTimeout(resolve, SIGN_OUT_TIMEOUT_MS))]);
  await browser.permissions.remove({ origins: [origin] });
}
