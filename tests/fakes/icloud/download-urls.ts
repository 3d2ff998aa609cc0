import { createHmac, randomUUID } from 'node:crypto';
import type { Resource } from './library/resource.ts';

/** Result of checking a signed URL. */
export type CheckedUrl = { kind: 'good'; resource: Resource } | { kind: 'forged' | 'expired' | 'unknown' };

/** Fields of a signed URL besides the file. */
interface Signing {
  zoneName: string;
  partition: number;
  lifeSeconds: number;
  host: string;
}

/** Signs download addresses and knows them again. Source: docs/icloud-photos.md 6.1. */
export class DownloadUrls {
  readonly #resources = new Map<string, Resource>();
  readonly #secret = randomUUID();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** An address with the literal `${f}` in the place of the file's name, good for `lifeSeconds`. */
  sign(resource: Resource, { zoneName, partition, lifeSeconds, host }: Signing): string {
    const segment = `${urlSafe(resource.fileChecksum)}${urlSafe(resource.referenceChecksum)}`;
    this.#resources.set(segment, resource);
    const mark = this.#mac(segment);
    const parameters = {
      o: mark.slice(0, 32),
      v: '1',
      x: '3',
      a: mark.slice(-24),
      e: String(Math.floor(this.#clock() / 1000) + lifeSeconds),
      fl: '',
      r: `${randomUUID()}-1`,
      k: urlSafe(resource.wrappingKey).replace(/=+$/, ''),
      ckc: 'com.apple.photos.cloud',
      ckz: zoneName,
      y: '1',
      p: String(partition),
    };
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
    const signature = this.#mac(`${segment}?${query.join('&')}`);
    return `https://${host}/B/${segment}/\${f}?${query.join('&')}&s=${signature}`;
  }

  /** Whether a path with query, as it was sent, is one that was signed and is still good. The file's name may be anything. */
  check(rawPath: string): CheckedUrl {
    const match = /^\/B\/([\w=-]{56})\/[^/?]*\?(.*)&s=([^&]*)$/.exec(rawPath);
    if (!match) return { kind: 'unknown' };
    const [, segment = '', query = '', signature] = match;
    if (signature !== this.#mac(`${segment}?${query}`)) return { kind: 'forged' };
    if (Number(new URLSearchParams(query).get('e')) * 1000 <= this.#clock()) return { kind: 'expired' };
    const resource = this.#resources.get(segment);
    return resource ? { kind: 'good', resource } : { kind: 'unknown' };
  }

  #mac(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}

/** base64 for paths: `+/` become `-_`. */
function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
