import { SaxesParser } from 'saxes';
import { TransferError } from '../../errors.ts';

/** An element of one of Jottacloud's small XML responses. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/**
 * Reads a small XML response as a tree:
 *
 *     <user><username>anna</username><usage>1234</usage></user>
 *
 * The parser knows no document types and no entities of their own, so none can expand.
 *
 * @throws {TransferError} `bad-response` if it is not XML
 */
export function parseXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (cause) => {
    const detail = `XML: ${cause.message.slice(0, 80)}`;
    throw new TransferError('bad-response', detail, { service: 'jottacloud', cause });
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: XmlElement = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [root] = top.children;
  if (!root) {
    const detail = `XML: expected a root, received ${text.length} characters without one`;
    throw new TransferError('bad-response', detail, { service: 'jottacloud' });
  }
  return root;
}

/** Returns the first child element of a name; null if there is none. */
export const child = (element: XmlElement, name: string): XmlElement | null =>
  element.children.find((candidate) => candidate.name === name) ?? null;

/** Returns the trimmed text of a child element; null if there is none. */
export const childText = (element: XmlElement, name: string): string | null =>
  child(element, name)?.text.trim() ?? null;
