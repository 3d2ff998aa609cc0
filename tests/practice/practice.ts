// The practice run behind `npm start`: the unmodified extension moves a sample library between two local services.
import { mkdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { buildExtension } from '../support/build-extension.ts';
import { followRun, type PopupFigures } from '../support/follow-run.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { PracticeFailure } from '../support/practice-failure.ts';
import { type Verification, verifyCopy } from '../support/verify-copy.ts';
import { setUp } from '../support/set-up.ts';
import { type Services, startServices } from '../support/start-services.ts';
import { checkConnection } from './check-connection.ts';
import { summarise } from './summary.ts';

/** What the pages looked like at the end, for those who saw no window. */
const PICTURES = resolve(import.meta.dirname, '../../.output/practice');
/** With a window the link is that of a home, so that there is something to see. */
const HOME_LINK = { latencyMs: 20, downBytesPerSecond: 6e6, upBytesPerSecond: 4e6 };
const DESTINATION = 'iCloud Photos';
/** Pages that are shown at the end. */
const PAGES = ['popup', 'report'] as const;
const pictureOf = (name: string): string => resolve(PICTURES, `${name}.png`);

const print = (line: string): void => console.log(line);

const hasDisplay = (): boolean =>
  !process.argv.includes('--headless') &&
  (process.platform === 'darwin' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']));

/** @returns the exit code: 0 only if everything is verified at the far end */
async function practise(): Promise<number> {
  const isWatched = hasDisplay();
  print('▸ building the extension');
  await buildExtension();
  await using services = await startServices(sampleLibrary({ withUnfinished: false }));
  if (isWatched) services.link.set(HOME_LINK);
  await using profile = await createProfile();
  print('▸ opening Chromium with the extension; icloud.com and jottacloud.com are two local services');
  const browser = await launch(services, profile.path, isWatched);
  try {
    return await copy(services, browser, isWatched);
  } finally {
    await browser.quit();
  }
}

async function launch(services: Services, profile: string, isWatched: boolean): Promise<ExtensionBrowser> {
  try {
    return await launchBrowser(services, profile, !isWatched);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const way = isWatched ? '; `npm start -- --headless` needs no window' : '';
    throw new PracticeFailure(`Chromium could not be started with the extension (${reason})${way}.`);
  }
}

async function copy(services: Services, browser: ExtensionBrowser, isWatched: boolean): Promise<number> {
  let isClosed = false;
  const closed = new Promise<void>((resolveClosed) => {
    browser.context.once('close', () => {
      isClosed = true;
      resolveClosed();
    });
  });
  const interrupt = (): void => {
    isClosed = true;
    void browser.quit();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
  try {
    await setUp(browser, services);
    const popup = await browser.openPopup();
    print('▸ connected and signed in; pressing “Copy to Jottacloud”');
    const startedAt = performance.now();
    await popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
    await popup.locator('main[data-state=plan]').waitFor();
    print('▸ counted; pressing “Start”');
    await popup.getByRole('button', { name: 'Start', exact: true }).click();
    await popup.locator('main:not([data-state=plan])').waitFor();
    const end = await followRun(popup, isWatched, (line) => print(`  ${line}`));
    const durationMs = performance.now() - startedAt;
    const copied = withPopup(verifyCopy(services), end);
    print('▸ copied; pressing “Check now” on the page “Check my connection”');
    const { found: connection, problems } = await checkConnection(
      browser,
      isWatched ? null : pictureOf('check'),
    );
    const verification = { ...copied, problems: [...copied.problems, ...problems] };
    const seen = await outputs(browser, isWatched);
    print(`\n${summarise({ services, verification, durationMs, connection, outputs: seen })}`);
    if (isWatched) {
      print('\nThe browser stays open to play with; close it to end the practice run.');
      await closed;
    }
    return verification.problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!isClosed) throw error;
    throw new PracticeFailure('The browser was closed before everything was copied.');
  }
}

/** The popup must have come to its end too, and must not say anything else. */
const withPopup = ({ verified, problems }: Verification, { state, title }: PopupFigures): Verification => ({
  verified,
  problems: state === 'done' ? problems : [`the popup says “${title}” (${state})`, ...problems],
});

/** Where to look: the pages themselves while the window is open, else pictures of them. */
async function outputs(browser: ExtensionBrowser, isWatched: boolean): Promise<[string, string][]> {
  const destination: [string, string] = ['destination', `Jottacloud › Archive › ${DESTINATION}`];
  const page = (name: string): string => `chrome-extension://${browser.extensionId}/${name}.html`;
  if (isWatched)
    return [destination, ...[...PAGES, 'check'].map((name): [string, string] => [name, page(name)])];
  await mkdir(PICTURES, { recursive: true });
  const pictures = PAGES.map(async (name): Promise<[string, string]> => {
    const path = pictureOf(name);
    const opened = await browser.context.newPage();
    await opened.setViewportSize(
      name === 'popup' ? { width: 360, height: 480 } : { width: 900, height: 1_000 },
    );
    await opened.goto(page(name));
    await opened.locator('main').waitFor();
    await opened.screenshot({ path });
    return [name, `${page(name)}, as it looked: ${relative(process.cwd(), path)}`];
  });
  const check: [string, string] = [
    'check',
    `${page('check')}, its answers: ${relative(process.cwd(), pictureOf('check'))}`,
  ];
  return [destination, ...(await Promise.all(pictures)), check];
}

try {
  process.exitCode = await practise();
} catch (error) {
  console.error(error instanceof PracticeFailure ? `\n✗ ${error.message}` : error);
  process.exitCode = 1;
}
