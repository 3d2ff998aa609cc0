import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLength, MAX_NAME_BYTES, nameKey, safeName, splitName } from './safe-name.ts';

test.each([
  ['an ordinary name stays', 'IMG_0001.JPG', 'IMG_0001.JPG'],
  ['signs that Jottacloud refuses', 'AC/DC: "live"?*<x>|.JPG', 'AC_DC_ _live____x__.JPG'],
  ['signs that it takes and cannot give back', '100 %\\x.jpg', '100 __x.jpg'],
  ['controls', 'a\u0000b\u001fc\u0085d.jpg', 'a_b_c_d.jpg'],
  ['decomposed letters are put together', 'Ra\u0308ksmo\u0308rga\u030as.JPG', 'Räksmörgås.JPG'],
  ['signs nobody sees', '\ufeffIMG\u200b_1\u202e.jpg', 'IMG_1.jpg'],
  ['half of a character', 'a\ud83d.jpg', 'a_.jpg'],
  ['spaces and dots at the ends', ' .hidden. . ', 'hidden'],
  ['a space before the extension', 'IMG 1 .jpg', 'IMG 1.jpg'],
  ['names of Windows devices', 'con.jpg', 'con_.jpg'],
  ['names of Windows devices with a second dot', 'AUX.tar.gz', 'AUX_.tar.gz'],
  ['names that only begin like a device', 'console.jpg', 'console.jpg'],
  ['nothing', '', '_'],
  ['only what is taken away', '…/..', '…_'],
  ['emoji stay', '🦌🌲 älg.JPG', '🦌🌲 älg.JPG'],
])('%s', (_, name, expected) => {
  expect(safeName(name)).toBe(expected);
});

test.each([
  ['IMG.JPG', 'IMG', '.JPG'],
  ['.jpg', '.jpg', ''],
  ['a.tar.gz', 'a.tar', '.gz'],
  ['Mr. Smith', 'Mr. Smith', ''],
  ['no extension', 'no extension', ''],
  ['v1.a-sentence-that-goes-on', 'v1.a-sentence-that-goes-on', ''],
])('%j ends in %j and %j', (name, stem, extension) => {
  expect(splitName(name)).toEqual({ stem, extension });
});

test('a long name loses the end of its stem and keeps its extension', () => {
  expect(safeName(`${'å'.repeat(300)}.HEIC`)).toBe(`${'å'.repeat(117)}.HEIC`);
  expect(byteLength(safeName(`${'å'.repeat(300)}.HEIC`, 60))).toBeLessThanOrEqual(MAX_NAME_BYTES - 60);
});

test('a long name is not cut within what a person sees as one sign', () => {
  const family = '👨‍👩‍👧‍👦';
  const signs = [...new Intl.Segmenter().segment(safeName(`${family.repeat(40)}.JPG`).replace('.JPG', ''))];
  expect(signs.every(({ segment }) => segment === family)).toBe(true);
});

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.stringMatching(/^([ .a%:*/CONUXcon]|\u0308|\ud83d){0,30}(\.[a-z]{1,5})?$/),
);
/** Names that Jottacloud and desktops refuse, written independently of the code. Source: docs/jottacloud.md 2.8. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const REFUSED = /["*/:<>?|\\%\u0000-\u001f\u007f]|^[\s.]|[\s.]$|^$/u;

test('whatever a photo is called, its name is taken by Jottacloud', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const safe = safeName(name);
      expect(safe).not.toMatch(REFUSED);
      expect(byteLength(safe)).toBeLessThanOrEqual(MAX_NAME_BYTES);
      expect(safe.isWellFormed()).toBe(true);
      expect(safe.normalize('NFC')).toBe(safe);
    }),
    { numRuns: 500 },
  );
});

test('a safe name stays as it is', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(safeName(safeName(name))).toBe(safeName(name));
    }),
    { numRuns: 500 },
  );
});

test('a plain extension is kept', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.stringMatching(/^[a-zA-Z0-9]{1,5}$/),
      (stem, extension) => {
        fc.pre(/[^\s.\p{Cf}]/u.test(stem.replace(/[\u200b-\u206f]/g, '')));
        expect(safeName(`${stem}.${extension}`)).toMatch(new RegExp(`\\.${extension}$`));
      },
    ),
    { numRuns: 300 },
  );
});

test('letter case and Unicode form make no other name', () => {
  expect(nameKey('Ra\u0308K.JPG')).toBe(nameKey('räk.jpg'));
  expect(nameKey('a.jpg')).not.toBe(nameKey('a.jpeg'));
});

test.each([
  ['straße.JPG', 'STRASSE.JPG'],
  ['STRAẞE.JPG', 'strasse.jpg'],
  ['kırmızı.JPG', 'KIRMIZI.JPG'],
  ['İstanbul.JPG', 'istanbul.jpg'],
  ['ﬁsk.JPG', 'FISK.JPG'],
  ['ΟΔΟΣ.JPG', 'οδος.jpg'],
  ['ŉ.JPG', 'ʼN.JPG'],
  ['Å.JPG', '\u212b.jpg'],
])('%s and %s may be one name to a server', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
  for (const key of [nameKey(one), nameKey(other)]) expect(nameKey(key)).toBe(key);
});

test.each([
  ['å.JPG', 'a.JPG'],
  ['ø.JPG', 'o.JPG'],
  ['æ.JPG', 'ae.JPG'],
  ['и.JPG', 'й.JPG'],
])('%s and %s are two names', (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});
