import { fingerprint } from '../photo/fingerprint.ts';

/** The attributes with which each gallery page begins: which page it is, and the fingerprint of all the rest. */
const BEGIN =
  /^<!doctype html>\n<html lang="[a-z]{2}" data-fotoflytt-page="([^"\n]*)" data-fotoflytt-content="([0-9a-f]{16}|)">\n/;

/** Enters the fingerprint of a page into the page. @returns the page, and its fingerprint */
export function markPage(unmarked: string): { html: string; mark: string } {
  const mark = fingerprint(new TextEncoder().encode(unmarked));
  return { html: unmarked.replace(' data-fotoflytt-content=""', ` data-fotoflytt-content="${mark}"`), mark };
}

/**
 * Returns which page a text is, as an escaped text, for instance `1 Resor/Rom`.
 *
 * @returns null for any other text, and for a page that somebody has changed since we wrote it
 */
export function untouchedPage(html: string): string | null {
  const [, page, mark] = BEGIN.exec(html) ?? [];
  if (page === undefined || !mark) return null;
  const unmarked = html.replace(` data-fotoflytt-content="${mark}"`, ' data-fotoflytt-content=""');
  return markPage(unmarked).mark === mark ? page : null;
}
