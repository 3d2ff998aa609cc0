/**
 * Address of a picture as Apple signs it: `https://cvws.icloud-content.com/B/<28 characters><28 more>/<name>?…`. The first
 * 28 are the picture's checksum in URL-safe base64. Source: docs/icloud-photos.md 6.1, 9.4.
 */
const SIGNED_ADDRESS =
  /^https:\/\/[\w.-]{1,80}\.(?:icloud-content\.com(?:\.cn)?|cdn-apple\.com)(?::443)?\/B\/([\w-]{28})[\w=-]{0,64}\//;
/** No more of an address is looked at: a `data:` address can be megabytes. */
const LOOKED_AT = 200;

/** Checksum of the preview at an address, as standard base64; null if it is none of Apple's signed addresses. */
export const readThumb = (address: string): string | null =>
  SIGNED_ADDRESS.exec(address.slice(0, LOOKED_AT))?.[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? null;

/** Longer ones are none that a browser makes. */
const MAX_OBJECT_URL = 200;

/** Whether an address is of bytes that a page of this origin holds. */
export const isObjectUrl = (address: string): boolean =>
  address.length <= MAX_OBJECT_URL && address.startsWith(`blob:${location.origin}/`);
