// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { folderLanguages } from '../layout/folder-names.ts';
import { noDetails } from '../photo/details.ts';
import { exampleSample } from '../layout/layout-sample.ts';
import { isSameSubject } from '../sidecar/own-subject.ts';
import { galleryEntry, type GalleryEntry, type GalleryFile } from './gallery-entry.ts';
import { galleryPage, type GalleryPage } from './gallery-page.ts';
import { untouchedPage } from './gallery-mark.ts';

const [sample] = exampleSample({ album: 'a', folder: 'b', inFolder: 'c' }).photos;
if (!sample) throw new Error('there is a photo');
const { asset } = sample.item;

const original = (path: string): GalleryFile => ({ role: 'original', path });
const entry = (
  files: readonly GalleryFile[],
  details: Partial<typeof noDetails> = {},
  withPlaces = true,
): GalleryEntry => {
  const found = galleryEntry({ ...asset, details: { ...noDetails, ...details } }, files, withPlaces);
  if (!found) throw new Error('there is a file');
  return found;
};
const page = (change: Partial<GalleryPage> = {}): GalleryPage => ({
  folder: 'Resor/Rom',
  heading: 'Rom',
  language: 'nb',
  number: 1,
  pages: ['Resor/Rom/index.html'],
  parent: { name: 'Resor', path: 'Resor/index.html' },
  folders: [],
  entries: [],
  ...change,
});
const parse = (change: Partial<GalleryPage>): Document =>
  new DOMParser().parseFromString(galleryPage(page(change)).html, 'text/html');
const links = (document: Document): (string | null)[] =>
  [...document.querySelectorAll('a')].map((a) => a.getAttribute('href'));

describe('a gallery page', () => {
  test('draws an image by a relative link, with title, text, date, place and its files', () => {
    const files: GalleryFile[] = [
      original('Resor/Rom/IMG_1.JPG'),
      { role: 'live-video', path: 'Resor/Rom/IMG_1.MOV' },
      { role: 'details', path: 'Resor/Rom/IMG_1.JPG.json' },
    ];
    const place = { latitude: 41.9, longitude: 12.5, altitude: null };
    const found = parse({ entries: [entry(files, { title: 'Trevi', description: 'Om natten', place })] });
    const image = found.querySelector('a.tile > img');
    expect(image?.getAttribute('src')).toBe('IMG_1.JPG');
    expect(image?.getAttribute('loading')).toBe('lazy');
    expect(image?.getAttribute('alt')).toBe('Trevi');
    expect(links(found)).toEqual(['../index.html', 'IMG_1.JPG', 'IMG_1.JPG', 'IMG_1.MOV', 'IMG_1.JPG.json']);
    const words = found.querySelector('figcaption')?.textContent;
    for (const part of ['Trevi', 'Om natten', '2019-07-14 12:00', '41.90000, 12.50000', 'Detaljer'])
      expect(words).toContain(part);
    expect(found.querySelector('time')?.getAttribute('datetime')).toBe('2019-07-14T12:00:00+00:00');
  });

  test('leaves out the place if places are off', () => {
    const place = { latitude: 41.9, longitude: 12.5, altitude: null };
    const shown = parse({ entries: [entry([original('Resor/Rom/a.jpg')], { place }, false)] });
    expect(shown.body.textContent).not.toContain('41.9');
  });

  test.each([
    ['Resor/Rom/a.HEIC', 'HEIC'],
    ['Resor/Rom/a.DNG', 'DNG'],
    ['Resor/Rom/a.MOV', '▶ MOV'],
  ])('links to %s by name and kind, without an image', (path, kind) => {
    const found = parse({ entries: [entry([original(path)])] });
    expect(found.querySelector('img')).toBeNull();
    expect(found.querySelector('a.tile b')?.textContent).toBe(kind);
    expect(found.querySelector('a.tile')?.textContent).toContain(path.slice('Resor/Rom/'.length));
  });

  test('shows the edit of a photo, and the still of a Live Photo', () => {
    const edited = entry([original('a.JPG'), { role: 'edited-still', path: 'a-edited.JPG' }]);
    expect(edited).toMatchObject({ main: { path: 'a-edited.JPG' }, picture: 'a-edited.JPG' });
    const heic = entry([original('a.HEIC'), { role: 'edited-still', path: 'a-edited.JPG' }]);
    expect(heic).toMatchObject({ main: { path: 'a-edited.JPG' }, picture: 'a-edited.JPG' });
    const raw = entry([original('a.DNG'), { role: 'alternative', path: 'a.JPG' }]);
    expect(raw).toMatchObject({ main: { path: 'a.JPG' }, picture: 'a.JPG' });
    const live = entry([original('a.HEIC'), { role: 'live-video', path: 'a.MOV' }]);
    expect(live).toMatchObject({ main: { path: 'a.HEIC' }, picture: null });
  });

  test('draws the compatible copy of a photo that browsers do not draw, and links to both', () => {
    const copy: GalleryFile = { role: 'compatible:original', path: 'Kompatible kopier/Resor/Rom/a.JPG' };
    const found = parse({ entries: [entry([original('Resor/Rom/a.HEIC'), copy])] });
    const there = '../../Kompatible%20kopier/Resor/Rom/a.JPG';
    expect(found.querySelector('img')?.getAttribute('src')).toBe(there);
    expect(links(found)).toEqual(['../index.html', there, 'a.HEIC', there]);
  });

  test('has no entry for a photo of which only our own file is there', () => {
    expect(galleryEntry(asset, [{ role: 'details', path: 'a.JPG.json' }], true)).toBeNull();
  });

  test('escapes every text, so that no name becomes markup', () => {
    const evil = `"><script>alert(1)</script>'&amp;`;
    const found = parse({
      folder: `Resor/${evil}`,
      heading: evil,
      parent: { name: evil, path: `${evil}/index.html` },
      folders: [{ name: evil, path: `Resor/${evil}/${evil}/index.html` }],
      pages: [`Resor/${evil}/index.html`, `Resor/${evil}/index-2.html`],
      entries: [entry([original(`Resor/${evil}/${evil}.JPG`)], { title: evil, description: evil })],
    });
    expect(found.querySelectorAll('script')).toHaveLength(0);
    expect(found.querySelector('h1')?.textContent).toBe(evil);
    expect(found.title).toContain(evil);
    expect(found.querySelector('img')?.getAttribute('alt')).toBe(evil);
    expect(found.querySelector('strong')?.textContent).toBe(evil);
    expect(found.querySelector('.text')?.textContent).toBe(evil);
  });

  test('writes U+FFFD for characters that HTML does not allow', () => {
    const { html } = galleryPage(page({ heading: 'a\u0000b\u0085c\ufdd0d\ud800e\r\nf' }));
    expect(html).toContain('<h1 dir="auto">a\ufffdb\ufffdc\ufffdd\ufffde\nf</h1>');
  });

  test('encodes #, ?, % and letters outside ASCII in links, and shows them as they are', () => {
    const name = '100% #1? Blåbær.jpg';
    const found = parse({ entries: [entry([original(`Resor/Rom/${name}`)])] });
    expect(found.querySelector('img')?.getAttribute('src')).toBe('100%25%20%231%3F%20Bl%C3%A5b%C3%A6r.jpg');
    expect(found.body.textContent).toContain(name);
  });

  test('has no script, no event handler and no address of another host', () => {
    const { html } = galleryPage(
      page({ entries: [entry([original('Resor/Rom/a.jpg')], { title: 'https://example.org' })] }),
    );
    expect(html).not.toMatch(/<script|\son\w+=|(?:src|href)="(?:https?:|\/)/);
    expect(html).toContain("default-src 'none'");
    expect(html.indexOf('<meta charset="utf-8">')).toBeLessThan(1_024);
  });

  test('links to its folders and to all its pages, the present one marked', () => {
    const found = parse({
      number: 2,
      pages: ['Resor/Rom/index.html', 'Resor/Rom/index-2.html'],
      folders: [{ name: 'Dag 1', path: 'Resor/Rom/Dag 1/index.html' }],
    });
    expect(links(found)).toEqual([
      '../index.html',
      'Dag%201/index.html',
      'index.html',
      'index-2.html',
      'index.html',
      'index-2.html',
    ]);
    const current = [...found.querySelectorAll('[aria-current]')].map((a) => a.textContent);
    expect(current).toEqual(['2', '2']);
    expect(found.title).toBe('Rom – Side 2');
  });

  test.each(folderLanguages)('is in the language %s', (language) => {
    const { html } = galleryPage(page({ language, entries: [entry([original('Resor/Rom/a.jpg')])] }));
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toMatch(/<ul class="photos" aria-label="[^"]+">/);
  });

  test('is the same for the same photos, and its fingerprint changes with them', () => {
    const [one, two] = [galleryPage(page()), galleryPage(page({ heading: 'Roma' }))];
    expect(galleryPage(page())).toEqual(one);
    expect(one.mark).not.toBe(two.mark);
  });
});

describe('a page at the destination', () => {
  const { html } = galleryPage(page());
  const later = galleryPage(page({ entries: [entry([original('Resor/Rom/a.jpg')])] })).html;

  test('is ours while nobody has changed it', () => {
    expect(untouchedPage(html)).toBe('1 Resor/Rom');
    expect(isSameSubject(html, later)).toBe(true);
    expect(isSameSubject(galleryPage(page({ folder: 'Resor', number: 2 })).html, later)).toBe(true);
  });

  test('is not ours after any change', () => {
    for (const theirs of [
      `${html} `,
      html.replace('<body>', '<body><p>Min side</p>'),
      html.slice(0, -20),
      '<!doctype html>\n<html><body>Somebody else</body></html>',
      '',
    ])
      expect(isSameSubject(theirs, later)).toBe(false);
  });
});
