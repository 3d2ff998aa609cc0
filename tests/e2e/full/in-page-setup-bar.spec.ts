import { expect, type Page, test } from '@playwright/test';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { createProfile, launchBrowser } from '../../support/launch-browser.ts';
import { readTexts } from '../../support/read-texts.ts';
import { inspectorOf } from '../../support/spoken.ts';
import { startServices } from '../../support/start-services.ts';
import { followPhotos } from '../in-page.ts';

const LANGUAGES = ['en', 'nb', 'sv', 'da', 'fi', 'de', 'nl'];
/** Height of the sentence on one line, and of the bar with its button below it, in px. */
const ONE_LINE_PX = 24;
const TWO_LINES_PX = 96;

interface Size {
  width: number;
  height: number;
  /** Some of its words are not to be seen. */
  isCut: boolean;
}

/** Sizes in px of the bar and of its sentence, which stand in a root that no page can read. */
async function sizesOf(page: Page): Promise<Size[]> {
  const inspector = await inspectorOf(page);
  await inspector.send('DOM.enable');
  const { nodes } = await inspector.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
  const bar = nodes.find(({ attributes = [] }) => attributes.some((value) => value.includes('setup-bar')));
  const sentence = nodes.find(({ parentId, nodeName }) => parentId === bar?.nodeId && nodeName === 'P');
  if (!bar || !sentence) throw new Error('no bar');
  return Promise.all(
    [bar, sentence].map(async ({ nodeId }) => {
      const { object } = await inspector.send('DOM.resolveNode', { nodeId });
      const { result } = await inspector.send('Runtime.callFunctionOn', {
        objectId: object.objectId ?? '',
        functionDeclaration: `function () {
          return { width: this.offsetWidth, height: this.offsetHeight, isCut: this.scrollWidth > this.clientWidth };
        }`,
        returnByValue: true,
      });
      return result.value as Size;
    }),
  );
}

for (const language of LANGUAGES)
  test(`${language}: the way back to the setup takes at most two lines`, async () => {
    await using services = await startServices(createLibrary(1));
    await using profile = await createProfile();
    const text = readTexts(language);
    const env = { LANGUAGE: language };
    const browser = await launchBrowser(services, profile.path, true, [`--lang=${language}`], env);
    try {
      const setup = await browser.context.newPage();
      await setup.goto(`${browser.origin}/options.html#welcome`);
      await setup.locator('#token').fill(services.jottacloud.createLoginToken());
      await setup.getByRole('button', { name: text('connect'), exact: true }).click();
      await setup.getByText(text('firstNoPage')).waitFor({ timeout: 30_000 });
      const photos = await followPhotos(browser, await browser.signInToIcloud());
      await photos.find('button', text('pageContinueSetup'));
      const [bar, sentence] = await sizesOf(photos.page);
      expect(sentence).toMatchObject({ isCut: false });
      expect(sentence?.height).toBeLessThan(ONE_LINE_PX);
      expect(bar?.height).toBeLessThan(TWO_LINES_PX);
      expect(bar?.width).toBeLessThanOrEqual(480);
    } finally {
      await browser.quit();
    }
  });
