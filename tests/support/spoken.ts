import type { CDPSession, Page } from '@playwright/test';

/** An element as a screen reader sees it, also in closed shadow roots. */
export interface Spoken {
  /** Chromium's name of its role. */
  role: string;
  name: string;
  properties: Record<string, unknown>;
  /** Number of its node for Chromium's inspector; 0 in Firefox. */
  backendNodeId: number;
  /** Its centre in the page, in CSS pixels. */
  middle(): Promise<{ x: number; y: number }>;
}

const inspectors = new WeakMap<Page, Promise<CDPSession>>();

/** Chromium's inspector of a page, one for each. */
export function inspectorOf(page: Page): Promise<CDPSession> {
  const inspector = inspectors.get(page) ?? page.context().newCDPSession(page);
  inspectors.set(page, inspector);
  return inspector;
}

/** Reads everything that Chromium exposes to a screen reader in a page and its frames. */
export async function readSpokenInChromium(page: Page): Promise<Spoken[]> {
  const cdp = await inspectorOf(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const ids = [frameTree.frame.id, ...(frameTree.childFrames ?? []).map(({ frame }) => frame.id)];
  const trees = await Promise.all(ids.map((frameId) => cdp.send('Accessibility.getFullAXTree', { frameId })));
  return trees
    .flatMap(({ nodes }) => nodes)
    .filter((node) => !node.ignored && node.backendDOMNodeId !== undefined)
    .map((node) => ({
      role: String(node.role?.value ?? ''),
      name: String(node.name?.value ?? ''),
      properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
      backendNodeId: node.backendDOMNodeId ?? 0,
      middle: () => middleOfNode(cdp, node.backendDOMNodeId ?? 0),
    }));
}

async function middleOfNode(cdp: CDPSession, backendNodeId: number): Promise<{ x: number; y: number }> {
  const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId });
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
