import { countUp } from '../../domain/plan/count-up.ts';
import { TransferError } from '../../errors.ts';
import {
  isObject,
  type JsonObject,
  optionalArray,
  optionalObject,
  optionalString,
  readObject,
} from '../../http/json.ts';
import { parseSession } from '../../icloud/responses/session-responses.ts';
import { parseZones } from '../../icloud/responses/zone-responses.ts';
import { buildValidate, buildZones } from '../../icloud/requests.ts';
import { type Database, isPersonal } from '../../icloud/zone.ts';
import type { Check } from '../check.ts';
import { ask, counted, earlier, type IcloudContext } from './context.ts';

/** Checks who is signed in. Source: docs/icloud-photos.md 1.2, 1.6. */
export const signedIn: Check<IcloudContext> = {
  id: 'signedIn',
  side: 'icloud',
  asked: 'POST setup/ws/1/validate',
  async run(context, signal) {
    const session = parseSession(await ask(context, buildValidate(), signal));
    if (!session.webAccess)
      throw new TransferError('icloud-locked', 'web access is switched off', { service: 'icloud' });
    context.found.session = session;
    const { advancedProtection } = session;
    return {
      verdict: advancedProtection ? 'other-way' : 'expected',
      answer: `dsInfo with dsid; web access on; Advanced Data Protection ${advancedProtection ? 'on' : 'off'}`,
    };
  },
};

/** Checks the photo service's host and status. Source: docs/icloud-photos.md 1.1, 1.2. */
export const photoService: Check<IcloudContext> = {
  id: 'photoService',
  side: 'icloud',
  asked: 'ckdatabasews in the answer of validate',
  async run({ found }) {
    const { serviceUrl, isActive } = earlier(found.session);
    const { hostname } = new URL(serviceUrl);
    const hasPartition = /^p\d+-/.test(hostname);
    const isChina = hostname.endsWith('.cn');
    return {
      verdict: hasPartition && !isChina && isActive ? 'expected' : 'other-way',
      answer: [
        `host ${hasPartition ? 'pNN-' : ''}ckdatabasews.icloud.com${isChina ? '.cn' : ''}`,
        `status ${isActive ? 'active' : 'not active'}`,
      ].join('; '),
    };
  },
};

/** Zone names without the part that belongs to one account. Source: docs/icloud-photos.md 2.1. */
const zoneKinds = ['PrimarySync', 'SharedSync', 'SharedCollection', 'CMM', 'AppLibrarySync'] as const;

/** Checks which libraries the account has. Source: docs/icloud-photos.md 2.1. */
export const zones: Check<IcloudContext> = {
  id: 'zones',
  side: 'icloud',
  asked: 'changes/database in the private and the shared database',
  async run(context, signal) {
    const { serviceUrl } = earlier(context.found.session);
    const bodyOf = (database: Database): Promise<unknown> =>
      ask(context, buildZones(serviceUrl, database, null), signal);
    const privateBody = await bodyOf('private');
    const list = parseZones(privateBody, 'private');
    const personal = list.libraries.find(({ zoneName }) => isPersonal(zoneName));
    if (list.syncToken !== null) context.found.databaseToken = list.syncToken;
    if (personal) context.found.zone = personal;
    const shared = await kindsOfShared(() => bodyOf('shared'));
    const answer = `private: ${kindsIn(privateBody)}; shared: ${shared ?? 'refused'}`;
    if (!personal) return { verdict: 'not-understood', answer };
    const isUsual =
      personal.zoneName === 'PrimarySync' &&
      shared !== null &&
      list.unreadable.length === 0 &&
      list.syncToken !== null;
    return { verdict: isUsual ? 'expected' : 'other-way', answer };
  },
};

/** Describes the zones of the shared database; null for an error, which is normal with some accounts. */
async function kindsOfShared(read: () => Promise<unknown>): Promise<string | null> {
  try {
    return kindsIn(await read());
  } catch (error) {
    if (error instanceof TransferError && error.service === 'icloud') return null;
    throw error;
  }
}

/** Counts zones by kind: `2 zones: PrimarySync 1, CMM 1`. */
function kindsIn(body: unknown): string {
  const entries = optionalArray(readObject(body), 'zones').filter(isObject);
  const kinds = new Map<string, number>();
  for (const entry of entries) countUp(kinds, kindOf(entry));
  const list = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');
  return `${counted(entries.length, 'zone')}${list === '' ? '' : `: ${list}`}`;
}

function kindOf(entry: JsonObject): string {
  const id = optionalObject(entry, 'zoneID') ?? {};
  const name = optionalString(id, 'zoneName') ?? '';
  const kind = zoneKinds.find((known) => name.startsWith(known)) ?? 'of another kind';
  const state = entry['serverErrorCode'] === undefined ? '' : ' with an error';
  return `${/^PrimarySync\d/.test(name) ? 'PrimarySyncN' : kind}${state}`;
}
