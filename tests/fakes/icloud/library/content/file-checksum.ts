import { createHash } from 'node:crypto';
import { chunksOf, type ByteSource } from './byte-source.ts';

/** Prefix of the file's bytes: two names, each with a zero byte, 51 bytes. Source: docs/icloud-photos.md 5.1 (proven on recorded downloads). */
const SALT = 'com.apple.XattrObjectSalt\0com.apple.DataObjectSalt\0';

/** Apple's `fileChecksum`: base64 of 0x01 and SHA-1(salts, bytes), 28 characters. Source: docs/icloud-photos.md 5.1. */
export function fileChecksum(source: ByteSource): string {
  const hash = createHash('sha1').update(SALT);
  for (const chunk of chunksOf(source)) hash.update(chunk);
  return Buffer.concat([Buffer.of(1), hash.digest()]).toString('base64');
}

/** MD5 of the whole file, lower-case hex. */
export function fileMd5(source: ByteSource): string {
  const hash = createHash('md5');
  for (const chunk of chunksOf(source)) hash.update(chunk);
  return hash.digest('hex');
}
