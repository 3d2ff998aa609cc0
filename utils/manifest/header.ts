import { parseArrangement } from '../domain/layout/arrangement.ts';
import { MANIFEST_VERSION, type ManifestHeader } from '../domain/manifest/manifest.ts';
import { isObject, parseJsonOrNull } from '../http/json.ts';
import { epochMs } from '../units.ts';

/** Kinds of first lines. `newer` has another version than ours; `foreign` is no manifest. */
export type FirstLine =
  { kind: 'header'; header: ManifestHeader } | { kind: 'newer'; version: number } | { kind: 'foreign' };

/** Highest number of a part. File names have three digits. */
const MAX_PART = 999;
const MAX_TOKEN = 8_192;
const MAX_WRITER = 64;

/** Parses the first line of a file. Nothing of another version is read. */
export function parseHeader(line: string): FirstLine {
  const value = parseJsonOrNull(line);
  if (!isObject(value) || value['format'] !== 'fotoflytt-manifest') return { kind: 'foreign' };
  const { version } = value;
  if (!isWhole(version)) return { kind: 'foreign' };
  if (version !== MANIFEST_VERSION) return { kind: 'newer', version };
  const header = parseFields({ ...value, version });
  return header ? { kind: 'header', header } : { kind: 'foreign' };
}

function parseFields(value: Record<string, unknown> & { version: number }): ManifestHeader | null {
  const { version, generation, part, writtenAt, hasNames, writer } = value;
  const [id, salt] = [hex(value['id'], 8), hex(value['salt'], 32)];
  const [appleAccount, jottacloudAccount] = [
    hex(value['appleAccount'], 64),
    hex(value['jottacloudAccount'], 64),
  ];
  const tokens = parseTokens(value['tokens']);
  if (!isWhole(generation) || !isWhole(part) || part > MAX_PART || !isWhole(writtenAt)) return null;
  if (id === null || salt === null || appleAccount === null || jottacloudAccount === null) return null;
  if (!tokens || typeof hasNames !== 'boolean' || !isText(writer, MAX_WRITER)) return null;
  return {
    format: 'fotoflytt-manifest',
    version,
    id,
    generation,
    part,
    writtenAt: epochMs(writtenAt),
    salt,
    appleAccount,
    jottacloudAccount,
    hasNames,
    arrangement: parseArrangement(value['arrangement']),
    tokens,
    writer,
  };
}

function parseTokens(value: unknown): ManifestHeader['tokens'] | null {
  if (!isObject(value)) return null;
  const { private: own = null, shared = null } = value;
  const isToken = (token: unknown): token is string | null => token === null || isText(token, MAX_TOKEN);
  return isToken(own) && isToken(shared) ? { private: own, shared } : null;
}

const hex = (value: unknown, digits: number): string | null =>
  typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value) ? value : null;
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.length <= maxLength;
