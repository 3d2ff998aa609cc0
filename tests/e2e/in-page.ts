import { type CDPSession, expect, type Frame, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../support/launch-browser.ts';
import type { DrawnLine } from '../support/drawn.ts';
import { inspectorOf, type Spoken } from '../support/spoken.ts';

/** iCloud Photos as a person has it who cannot look into its source: by role and name, by pointer and keys. */
export interface PhotosPage {
  page: Page;
  /** Chromium's own inspector. @throws in Firefox */
  readonly cdp: CDPSession;
  /** The frame that holds the grid. */
  grid: Frame;
  /** Everything that is spoken in all frames, or all of one role. */
  spoken(role?: string): Promise<Spoken[]>;
  /** Reads the lines of the marks; none if no marks can be seen. */
  drawn(): Promise<DrawnLine[]>;
  /** Waits for one element of this role and exactly this name. */
  find(role: string, name: string): Promise<Spoken>;
  /** Waits until none is there. */
  expectGone(role: string, name: string): Promise<void>;
  /** Waits until the keyboard's focus is on one. */
  expectFocus(role: string, name: string): Promise<void>;
  /** Presses Tab until the focus is on one. */
  tabTo(role: string, name: string): Promise<void>;
  /** Presses with the pointer, in its middle. */
  press(role: string, name: string, modifier?: 'Shift'): Promise<void>;
}

/** More than can be reached by Tab on the page and in our own window. */
const MAX_TABS = 25;

const FRAME_ADDRESS = /\/applications\/photos3?\//;

/** @param gridIn the address of the frame with the grid */
export async function followPhotos(
  browser: ExtensionBrowser,
  page: Page,
  gridIn: RegExp = FRAME_ADDRESS,
): Promise<PhotosPage> {
  await expect.poll(() => page.frames().some((frame) => gridIn.test(frame.url()))).toBe(true);
  const grid = page.frames().find((frame) => gridIn.test(frame.url()));
  if (!grid) throw new Error('no frame with the grid');
  const inspector = browser.name === 'chromium' ? await inspectorOf(page) : null;
  const spoken: PhotosPage['spoken'] = async (role) =>
    (await browser.readSpoken(page)).filter((element) => role === undefined || element.role === role);
  const named = async (role: string, name: string) =>
    (await spoken(role)).filter((element) => element.name === name);
  const find: PhotosPage['find'] = async (role, name) => {
    await expect
      .poll(async () => (await named(role, name)).length, { message: `${role} "${name}"`, timeout: 20_000 })
      .toBe(1);
    const [element] = await named(role, name);
    if (!element) throw new Error(`${role} "${name}" has gone`);
    return element;
  };
  const focused = async (): Promise<string[]> =>
    (await spoken())
      .filter(({ properties }) => properties['focused'] === true)
      .map((element) => `${element.role} ${element.name}`);
  return {
    ...{ page, grid, spoken, find },
    drawn: () => browser.readDrawn(page),
    async expectFocus(role, name) {
      await expect.poll(focused).toContain(`${role} ${name}`);
    },
    async tabTo(role, name) {
      for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
        const before = await focused();
        if (before.includes(`${role} ${name}`)) return;
        await page.keyboard.press('Tab');
        await expect.poll(focused).not.toEqual(before);
      }
      throw new Error(`Tab never comes to the ${role} "${name}"`);
    },
    get cdp() {
      if (!inspector) throw new Error('this Firefox has no inspector of Chromium');
      return inspector;
    },
    async expectGone(role, name) {
      await expect
        .poll(async () => (await named(role, name)).length, { message: `${role} "${name}"` })
        .toBe(0);
    },
    async press(role, name, modifier) {
      // it may still be moving to a place where it covers nothing
      let before = '';
      let [x, y] = [0, 0];
      await expect
        .poll(
          async () => {
            ({ x, y } = await (await find(role, name)).middle());
            const isStill = before === `${x} ${y}`;
            before = `${x} ${y}`;
            return isStill;
          },
          { intervals: [250], timeout: 20_000 },
        )
        .toBe(true);
      if (modifier) await page.keyboard.down(modifier);
      await page.mouse.click(x, y);
      if (modifier) await page.keyboard.up(modifier);
    },
  };
}

/** Answers of the background to the content script, played by the test. */
export interface PlayedAnswers {
  isSetUp: boolean;
  marks: boolean;
  /** States by thumb. */
  thumbs: Record<string, string>;
  /** States by asset name. */
  states: Record<string, string>;
}

/** A question of the page's script, as it arrived. */
export interface Question {
  name: string;
  request: unknown;
}

/**
 * Plays the part of the background that the product's own queue will have: answers what the page's script asks, in the
 * service worker of the unchanged build, and gives what was asked.
 */
export async function playBackground(
  { context }: ExtensionBrowser,
  answers: PlayedAnswers,
): Promise<{ questions(): Promise<Question[]> }> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('no service worker');
  await worker.evaluate((played) => {
    const scope = globalThis as unknown as {
      asked: { name: string; request: unknown }[];
      chrome: {
        runtime: {
          onMessage: {
            addListener(
              listener: (
                message: { to?: string; name: string; request: Record<string, string[]> },
                sender: object,
                reply: (answer: object) => void,
              ) => boolean,
            ): void;
          };
        };
      };
    };
    scope.asked = [];
    scope.chrome.runtime.onMessage.addListener((message, _, reply) => {
      if (message.to !== 'page') return false;
      scope.asked.push({ name: message.name, request: message.request });
      const pick = (from: Record<string, unknown>, names: string[] = []) =>
        Object.fromEntries(
          names.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]),
        );
      const { assetNames, thumbs } = message.request ?? {};
      const values: Record<string, unknown> = {
        pageState: { isSetUp: played.isSetUp, marks: played.marks, setup: null },
        thumbStates: pick(played.thumbs, thumbs),
        itemStates: pick(played.states, assetNames),
        albumFigures: { listedAt: null, albums: [] },
        albumCovers: [],
        undoSend: { isTakenBack: true },
        sendItems: played.isSetUp
          ? { added: (assetNames?.length ?? 0) + (thumbs?.length ?? 0), undoId: 'u1', needsSetup: false }
          : { added: 0, undoId: null, needsSetup: true },
      };
      reply({ value: values[message.name] });
      return true;
    });
  }, answers);
  return {
    questions: () => worker.evaluate(() => (globalThis as unknown as { asked: Question[] }).asked),
  };
}

/** A mark on the screen, with its centre in pixels of the frame with the grid. */
export interface SeenMark {
  state: string;
  x: number;
  y: number;
}

/** States by the colour in which their marks are drawn. */
const STATE_OF: Record<string, string> = { '#226340': 'proved', '#0e5a66': 'queued', '#9c2b24': 'problem' };

/** Marks that can be seen now. They are not spoken, and no page can read them. */
export async function marksOf({ drawn }: PhotosPage): Promise<SeenMark[]> {
  return (await drawn()).flatMap(({ stroke, d }) => {
    const state = STATE_OF[stroke];
    const dots = [...d.matchAll(/M(\d+) (\d+)h0/g)];
    return state ? dots.map(([, x, y]) => ({ state, x: Number(x), y: Number(y) })) : [];
  });
}

/** Widths of the covers that the picker's list of albums has drawn, in pixels of each picture. Only for Chromium. */
export async function drawnCovers({ cdp }: PhotosPage): Promise<number[]> {
  await cdp.send('DOM.enable');
  const { nodes } = await cdp.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
  const boxes = new Set(
    nodes.filter(({ attributes }) => attributes?.includes('photo-picture')).map(({ nodeId }) => nodeId),
  );
  const images = nodes.filter(({ nodeName, parentId }) => nodeName === 'IMG' && boxes.has(parentId ?? 0));
  return Promise.all(
    images.map(async ({ backendNodeId }) => {
      const { object } = await cdp.send('DOM.resolveNode', { backendNodeId });
      const { result } = await cdp.send('Runtime.callFunctionOn', {
        objectId: object.objectId ?? '',
        functionDeclaration: 'function () { return this.naturalWidth }',
        returnByValue: true,
      });
      return Number(result.value);
    }),
  );
}
