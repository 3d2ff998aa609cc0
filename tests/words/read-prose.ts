import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A piece of English that people read: a comment, the title of a test, a paragraph or a text of the product. */
export interface Prose {
  file: string;
  line: number;
  text: string;
}

/** Block comments, JSDoc and JSX included, and runs of line comments. An address such as `https://…` is no comment. */
const COMMENT = /\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+|(?<=[;,{}()\]] )\/\/.*$/gm;
/** The title of a test or of a group, also after the table of `each`, whichever way that table ends. */
const TITLE =
  /\b(?:test|it|describe)(?:\.\w+)*(?:\([^()]*\))?\(\s*(['"`])(.*?)\1\s*,|\)\(\s*(['"`])(.*?)\3\s*,/g;

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** Drops what is not prose: code in backticks, targets of links, the marks of a comment. */
const withoutCode = (text: string): string =>
  text
    .replaceAll(/`[^`\n]*`/g, '‹›')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/^\s*\{?(?:\/\*\*?|\*(?!\/)|\/\/)|\*\/\s*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

function readSource(file: string, text: string): Prose[] {
  const comments = [...text.matchAll(COMMENT)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    text: withoutCode(match[0].replaceAll(/^\s*\/{2}/gm, ' ')),
  }));
  if (!/\.(?:test|spec)\.tsx?$/.test(file)) return comments;
  const titles = [...text.matchAll(TITLE)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    text: match[2] ?? match[4] ?? '',
  }));
  return [...comments, ...titles];
}

function readMarkdown(file: string, text: string): Prose[] {
  const prose: Prose[] = [];
  const withoutBlocks = text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ''));
  let line = 1;
  for (const paragraph of withoutBlocks.split('\n\n')) {
    if (!paragraph.startsWith('#')) prose.push({ file, line, text: withoutCode(paragraph) });
    line += paragraph.split('\n').length + 1;
  }
  return prose;
}

function readMessages(file: string, text: string): Prose[] {
  const messages = JSON.parse(text) as Record<string, { message: string }>;
  return Object.entries(messages).map(([key, { message }]) => ({
    file,
    line: lineAt(text, text.indexOf(`"${key}"`)),
    text: message,
  }));
}

/** Reads the prose of a file; a file that holds none has an empty list. */
export function readProse(root: string, file: string): Prose[] {
  if (/\.(?:tsx?|mjs)$/.test(file)) return readSource(file, readFileSync(join(root, file), 'utf8'));
  if (file.endsWith('.md')) return readMarkdown(file, readFileSync(join(root, file), 'utf8'));
  if (file === 'public/_locales/en/messages.json')
    return readMessages(file, readFileSync(join(root, file), 'utf8'));
  return [];
}
