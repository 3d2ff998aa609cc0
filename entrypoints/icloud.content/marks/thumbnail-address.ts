/**
 * Address of a picture as Apple signs it: `https://cvws.icloud-content.com/B/<28 characters><28 more>/<name>?…`. The first
 * 28 are the picture's checksum in URL-safe base64. Source: docs/icloud-photos.md 6.1, 9.4.
 */
const SIGNED_ADDRESS =
  /^https:\/\/[\w.-]{1,80}\.(?:icloud-content\.com(?:\.cn)?|cdn-apple\.com)(?::443)?\/B\/([\w-]{28})[\w=-]{0,64}\//;
/** Characters of an address that are parsed: a `data:` address can have megabytes. */
const MAX_SEARCHED = 200;

/** Returns the preview's checksum in standard base64; null if this is not a signed URL of Apple's. */
export const readThumb = (address: string): string | null =>
  SIGNED_ADDRESS.exec(address.slice(0, MAX_SEARCHED))?.[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? null;

/** Browsers make no longer ones. */
const MAX_OBJECT_URL = 200;

/** Returns whether an address is an object URL of this origin. */
export const isObjectUrl = (address: string): boolean =>
  address.length <= MAX_OBJECT_URL && address.startsWith(`blob:${location.origin}/`);
