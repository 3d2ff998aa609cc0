import { browser } from 'wxt/browser';
import { renewSignIn } from '../../utils/checks/jottacloud/renew-sign-in.ts';
import { type FolderLevel, isFolderPath } from '../../utils/domain/layout/folder-level.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { isReportDay, reportNames } from '../../utils/domain/report/report-name.ts';
import { createContentHash } from '../../utils/engine/transfer/content-hash.ts';
import { InvariantError, TransferError } from '../../utils/errors.ts';
import {
  createJottacloudClient,
  type JottacloudClient,
  type SendBody,
} from '../../utils/jottacloud/client.ts';
import { permissionFor } from '../../utils/jottacloud/hosts.ts';
import { createGetToken } from '../../utils/jottacloud/sign-in/get-token.ts';
import { createTokenKeeper, type EndedSignIn } from '../../utils/jottacloud/sign-in/token-keeper.ts';
import type { GetToken } from '../../utils/jottacloud/sign-in/authorized-call.ts';
import { saveNewFile } from '../../utils/jottacloud/save-new-file.ts';
import { signInStore } from '../../utils/settings/sign-in.ts';
import { epochMs } from '../../utils/units.ts';
import { makeRequestsPlain } from './request-headers.ts';

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
  /** Saves a report in a folder of the Archive, under a name with its day. @returns the name */
  saveReport(folder: string, day: string, html: string): Promise<string>;
  accessToken: GetToken;
  /** Renews the sign-in, for the connection check. */
  renew(): ReturnType<typeof renewSignIn>;
}

const never = new AbortController().signal;

/** Timeout for a service's answer to the end of a sign-in: a silent service must not keep its permission. */
const SIGN_OUT_TIMEOUT_MS = 10_000;

/** Creates the background's sign-in with its token keeper and its client. */
export function createJottacloudSignIn(): JottacloudSignIn {
  const keeper = createTokenKeeper(
    fetchPlain,
    signInStore,
    (work) => navigator.locks.request('fotoflytt-sign-in', work),
    () => epochMs(Date.now()),
  );
  const accessToken = createGetToken(fetchPlain, keeper);
  const client = createJottacloudClient(fetchPlain, sendReport, accessToken);
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

/** Sends a report as a whole: the background has no XMLHttpRequest, and needs no progress. The engine sends photos. */
const sendReport: SendBody = async ({ url, headers, body }, _onSent, signal) => {
  const init = { method: 'POST', headers, body, signal, redirect: 'error', credentials: 'omit' } as const;
  const answer = await fetchPlain(url, init).catch((cause: unknown) => {
    throw new TransferError('network', 'the report was not sent', { service: 'jottacloud', cause });
  });
  return {
    status: answer.status,
    body: await answer.text(),
    retryAfter: answer.headers.get('Retry-After'),
  };
};

/** Fetches without the headers that browsers add; waits for the rule that removes them. */
async function fetchPlain(url: string, init: RequestInit): Promise<Response> {
  await makeRequestsPlain();
  return fetch(url, init);
}

/** Returns the permission for a partner's service once the service was asked to end the sign-in. */
async function returnPermission(ended: EndedSignIn | null): Promise<void> {
  const origin = ended === null ? null : permissionFor(ended.service);
  if (ended === null || origin === null) return;
  await Promise.race([ended.asked, new Promise((resolve) => setTimeout(resolve, SIGN_OUT_TIMEOUT_MS))]);
  await browser.permissions.remove({ origins: [origin] });
}
