import { TransferError } from '../../errors.ts';
import { md5 } from '../../units.ts';
import type { StoredContent } from './responses.ts';
import { child, childText, parseXml } from './xml.ts';

/** Storage of the account. `capacityBytes` null: unlimited. Source: docs/jottacloud.md 2.2. */
export interface Quota {
  usedBytes: number;
  capacityBytes: number | null;
  writeLocked: boolean;
}

/**
 * Reads the response to `GET /jfs/<user>`. A capacity of -1 means unlimited:
 *
 *     <user><username>…</username><capacity>-1</capacity><usage>1234</usage><write-locked>false</write-locked>…</user>
 */
export function parseQuota(text: string): Quota {
  const user = parseXml(text);
  const capacity = Number(childText(user, 'capacity') ?? '-1');
  const used = Number(childText(user, 'usage') ?? '0');
  return {
    usedBytes: Number.isFinite(used) ? used : 0,
    capacityBytes: Number.isFinite(capacity) && capacity > 0 ? capacity : null,
    writeLocked: ['write-locked', 'quota-write-locked'].some((flag) => childText(user, flag) === 'true'),
  };
}

/**
 * Reads the response to `GET` of one file; null if it is not stored: deleted, incomplete, corrupt, or a folder.
 *
 *     <file name="a.jpg"><currentRevision><state>COMPLETED</state><size>1</size><md5>…</md5></currentRevision></file>
 *
 * @throws {TransferError} `bad-response` for anything else, because a wrong null would send the file a second time
 * Source: docs/jottacloud.md 2.4.
 */
export function parseStoredFile(text: string): StoredContent | null {
  const file = parseXml(text);
  const revision = child(file, 'currentRevision');
  if (file.name !== 'file' && file.name !== 'folder')
    throw noFile(`expected a file or a folder, received ${file.name.slice(0, 40)}`);
  if (file.name === 'folder' || Object.hasOwn(file.attributes, 'deleted') || !revision) return null;
  if (childText(revision, 'state') !== 'COMPLETED') return null;
  const sizeBytes = Number(childText(revision, 'size') || Number.NaN);
  if (!Number.isSafeInteger(sizeBytes)) throw noFile('a stored file without a size');
  try {
    return { md5: md5(childText(revision, 'md5') ?? ''), sizeBytes };
  } catch (error) {
    throw noFile('a stored file without an MD5', error);
  }
}

const noFile = (detail: string, cause?: unknown): TransferError =>
  new TransferError('bad-response', detail, { service: 'jottacloud', cause });
