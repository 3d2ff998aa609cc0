import type { Page } from '@playwright/test';
import { inspectorOf } from './spoken.ts';

/** A line of the layer of marks, in a closed root that no page can read. */
export interface DrawnLine {
  /** Its colour. */
  stroke: string;
  /** Its path, in pixels of the frame with the grid. */
  d: string;
}

/** Reads the lines of the layer of marks from Chromium's inspector; none if the layer is away. */
export async function readDrawnInChromium(page: Page): Promise<DrawnLine[]> {
  const cdp = await inspectorOf(page);
  await cdp.send('DOM.enable');
  const { nodes } = await cdp.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
  const attributesOf = (list: string[] = []): Record<string, string> =>
    Object.fromEntries(list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1] ?? '']] : [])));
  const layer = nodes.find(
    ({ nodeName, parentId }) =>
      nodeName === 'svg' &&
      attributesOf(nodes.find(({ nodeId }) => nodeId === parentId)?.attributes)['aria-hidden'] === 'true',
  );
  if (!layer || attributesOf(layer.attributes)['class'] === 'away') return [];
  return nodes
    .filter(({ parentId }) => parentId === layer.nodeId)
    .map(({ attributes }) => attributesOf(attributes))
    .map(({ stroke = '', d = '' }) => ({ stroke, d }));
}
