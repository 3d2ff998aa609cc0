import { nameOfPath } from '../layout/path-parts.ts';
import type { FolderLanguage } from '../layout/folder-names.ts';
import { fileAppearance } from '../photo/file-appearance.ts';
import { traitsOf } from '../photo/role.ts';
import { possibleText } from '../sidecar/xml-text.ts';
import { extensionIn, type GalleryEntry, type GalleryFile } from './gallery-entry.ts';
import { markPage } from './gallery-mark.ts';
import { GALLERY_STYLE } from './gallery-style.ts';
import { galleryTexts, type GalleryTexts } from './gallery-texts.ts';
import { relativeLink } from './relative-link.ts';

/** A link to the page of another folder. */
export interface GalleryLink {
  name: string;
  /** Path of the page, below the destination. */
  path: string;
}

/** One page of the gallery of a folder. */
export interface GalleryPage {
  /** Folder below the destination; empty for the destination itself. */
  folder: string;
  /** Name of the folder, as its heading. */
  heading: string;
  language: FolderLanguage;
  /** Counts from 1. */
  number: number;
  /** All pages of the folder, by path. */
  pages: readonly string[];
  /** First page of the folder above; null at the destination. */
  parent: GalleryLink | null;
  /** First pages of the folders inside. */
  folders: readonly GalleryLink[];
  entries: readonly GalleryEntry[];
}

/** Allows our styles and the photos beside the page, and nothing else: no script, no other host. */
const POLICY =
  "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Builds a gallery page: plain HTML with relative links, which needs no script, no other host and no program of ours. The
 * same page always gives the same bytes.
 *
 * @returns the page, and a fingerprint that changes with it
 */
export function galleryPage(page: GalleryPage): { html: string; mark: string } {
  const texts = galleryTexts(page.language);
  return markPage(
    [
      '<!doctype html>',
      `<html lang="${page.language}" data-fotoflytt-page="${html(`${page.number} ${page.folder}`)}" data-fotoflytt-content="">`,
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${html(titleOf(page, texts))}</title>`,
      '<link rel="icon" href="data:,">',
      `<style>${GALLERY_STYLE}</style>`,
      '</head>',
      '<body>',
      '<header>',
      ...parentLines(page),
      `<h1 dir="auto">${html(page.heading)}</h1>`,
      '</header>',
      '<main>',
      ...folderLines(page, texts),
      ...pageLines(page, texts),
      ...entryLines(page, texts),
      ...pageLines(page, texts, 'last'),
      '</main>',
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  );
}

const titleOf = ({ heading, number, pages }: GalleryPage, texts: GalleryTexts): string =>
  pages.length > 1 ? `${heading} – ${texts.page(number)}` : heading;

function parentLines({ folder, parent }: GalleryPage): string[] {
  if (!parent) return [];
  const arrow = '<span aria-hidden="true">↑</span>';
  return [
    `<p><a href="${link(folder, parent.path)}" rel="up" dir="auto">${arrow} ${html(parent.name)}</a></p>`,
  ];
}

function folderLines({ folder, folders }: GalleryPage, texts: GalleryTexts): string[] {
  if (folders.length === 0) return [];
  return [
    `<nav aria-label="${html(texts.folders)}">`,
    '<ul class="folders">',
    ...folders.map(
      ({ name, path }) => `<li><a href="${link(folder, path)}" dir="auto">${html(name)}</a></li>`,
    ),
    '</ul>',
    '</nav>',
  ];
}

/** Lists links to all pages, once above the photos and once below them. */
function pageLines({ folder, number, pages }: GalleryPage, texts: GalleryTexts, which?: 'last'): string[] {
  if (pages.length < 2) return [];
  const name = which ? `${texts.pages}, ${texts.page(number)}` : texts.pages;
  return [
    `<nav aria-label="${html(name)}">`,
    '<ul class="pages">',
    ...pages.map((path, index) => {
      const current = index + 1 === number ? ' aria-current="page"' : '';
      return `<li><a href="${link(folder, path)}"${current} aria-label="${html(texts.page(index + 1))}">${index + 1}</a></li>`;
    }),
    '</ul>',
    '</nav>',
  ];
}

function entryLines({ folder, entries }: GalleryPage, texts: GalleryTexts): string[] {
  if (entries.length === 0) return [];
  return [
    `<ul class="photos" aria-label="${html(texts.photos)}">`,
    ...entries.map((entry) => entryLine(folder, entry, texts)),
    '</ul>',
  ];
}

function entryLine(folder: string, entry: GalleryEntry, texts: GalleryTexts): string {
  const { main, picture, files, title, description, takenAt, place } = entry;
  const href = link(folder, picture ?? main.path);
  const image = `<img loading="lazy" decoding="async" src="${href}" alt="${html(title ?? nameOfPath(main.path))}">`;
  const kind = `<b aria-hidden="true">${kindOf(main)}</b> <span>${html(nameOfPath(main.path))}</span>`;
  const tile = `<a class="tile" href="${href}">${picture === null ? kind : image}</a>`;
  const others = files.filter(({ path }) => picture !== null || path !== main.path);
  const lines = [
    title === null ? '' : `<strong dir="auto">${html(title)}</strong>`,
    description === null ? '' : `<span class="text" dir="auto">${html(description)}</span>`,
    takenAt === null ? '' : `<time datetime="${takenAt}">${takenAt.slice(0, 16).replace('T', ' ')}</time>`,
    place === null ? '' : `<span>${place}</span>`,
    ...others.map((file) => fileLink(folder, file, texts)),
  ].filter((line) => line !== '');
  const caption = lines.length > 0 ? `<figcaption>${lines.join('\n')}</figcaption>` : '';
  return `<li><figure>${tile}${caption}</figure></li>`;
}

function fileLink(folder: string, file: GalleryFile, texts: GalleryTexts): string {
  const name = nameOfPath(file.path);
  const href = link(folder, file.path);
  if (!traitsOf(file.role).isOwn) return `<a href="${href}">${html(name)}</a>`;
  return `<a href="${href}" aria-label="${html(`${texts.details}: ${name}`)}">${html(texts.details)}</a>`;
}

/** Returns what kind of file a tile without an image leads to: `HEIC`, `▶ MOV`. */
const kindOf = ({ path }: GalleryFile): string =>
  `${fileAppearance(path) === 'video' ? '▶ ' : ''}${html(extensionIn(path).toUpperCase().slice(0, 5))}`;

const link = (folder: string, path: string): string => html(relativeLink(folder, path));

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes text as the content of an element or an attribute. Characters that HTML does not allow become U+FFFD.
 * Source: HTML Living Standard, 13.2.3.5 (control characters, noncharacters).
 */
const html = (text: string): string =>
  possibleText(text.replace(/\r\n?/g, '\n'))
    .replace(/[\u007f-\u009f\ufdd0-\ufdef]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character);
