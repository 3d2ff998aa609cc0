import type { Check } from '../check.ts';
import { TransferError } from '../../errors.ts';
import { CHECK_FOLDER, type JottacloudContext, runFolder } from './context.ts';
import { observeClient } from './observed-client.ts';

/** Checks that the sign-in can be renewed. Source: docs/jottacloud.md 1.4. */
export const tokenCheck: Check<JottacloudContext> = {
  id: 'token',
  side: 'jottacloud',
  asked: 'token endpoint: grant_type, refresh_token, client_id',
  async run({ renewSignIn }) {
    const { hasNewAccessToken, hasNewRefreshToken, lifeMs } = await renewSignIn();
    if (!hasNewAccessToken) return { verdict: 'not-understood', answer: 'no new access token' };
    const life = `a new access token for ${Math.round(lifeMs / 1_000)} s`;
    return hasNewRefreshToken
      ? { verdict: 'expected', answer: `${life}, a new refresh token` }
      : { verdict: 'other-way', answer: `${life}, the old refresh token stays` };
  },
};

/** Checks the user name, the space and the write lock of the account. Source: docs/jottacloud.md 2.1, 2.2. */
export const quotaCheck: Check<JottacloudContext> = {
  id: 'room',
  side: 'jottacloud',
  asked: 'GET account/v1/customer, GET jfs/<user>',
  async run(context, signal) {
    const observed = observeClient(context);
    const username = await observed.client.readUsername();
    const customer = await observed.client.readCustomer(signal);
    const quota = await observed.client.readQuota(signal);
    const isOneName = customer.username === username;
    const isLocked = quota.writeLocked || customer.writeLocked;
    const found = [
      isOneName ? 'one user name' : 'customer has another user name than the addresses',
      quota.capacityBytes === null ? 'unlimited' : 'limited',
      isLocked ? 'locked for writing' : 'open for writing',
    ];
    const isUsual = isOneName && !isLocked;
    return { verdict: isUsual ? 'expected' : 'other-way', answer: observed.describe(found.join(', ')) };
  },
};

/** Checks that folders can be created in the Archive. Source: docs/jottacloud.md 2.3. */
export const mountpointCheck: Check<JottacloudContext> = {
  id: 'mountpoint',
  side: 'jottacloud',
  asked: 'GET jfs/<user>/Jotta/Archive, mkDir of a folder in it, GET of that folder',
  async run(context, signal) {
    const observed = observeClient(context);
    const mountpoint = await observed.client.readKind([], signal);
    if (mountpoint === null)
      return { verdict: 'not-understood', answer: observed.describe('no such mountpoint') };
    const segments = runFolder(context).split('/');
    await observed.client.makeFolder(segments, signal);
    const folder = await observed.client.readKind(segments, signal);
    if (folder === null)
      return { verdict: 'not-understood', answer: observed.describe('the new folder is missing') };
    const areFolders = [mountpoint, folder].every((kind) => kind === 'mountPoint' || kind === 'folder');
    if (!areFolders) return { verdict: 'not-understood', answer: observed.describe('no folders') };
    const isUsual = mountpoint === 'mountPoint' && folder === 'folder';
    return { verdict: isUsual ? 'expected' : 'other-way', answer: observed.describe('') };
  },
};

/** Checks whether Jottacloud refuses the extension's `Origin`. Source: docs/jottacloud.md 1.8. */
export const originCheck: Check<JottacloudContext> = {
  id: 'origin',
  side: 'jottacloud',
  asked: 'POST mkDir without Origin, then with the Origin of the extension',
  async run(context, signal) {
    const plain = observeClient(context);
    await plain.client.makeFolder([CHECK_FOLDER], signal);
    const shown = observeClient(context);
    const isTaken = await context.withOrigin(() =>
      isAnswered(shown.client.makeFolder([CHECK_FOLDER], signal)),
    );
    const [last] = shown.answers;
    const found = [
      'without Origin: taken',
      `with Origin: ${isTaken ? 'taken' : 'refused'}${last ? ` with ${last.status}` : ' without an answer'}`,
      `CORS header: ${[...plain.answers, ...shown.answers].some(({ allowsOrigin }) => allowsOrigin) ? 'yes' : 'no'}`,
    ];
    return { verdict: isTaken ? 'other-way' : 'expected', answer: found.join(', ') };
  },
};

/** Returns false for any refusal. An abort is not a refusal. */
async function isAnswered(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof TransferError) return false;
    throw error;
  }
}
