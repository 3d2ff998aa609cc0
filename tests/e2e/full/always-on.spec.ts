import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { browserProcess } from '../../support/browser-process.ts';
import { BUILD, browserArgs, createProfile } from '../../support/launch-browser.ts';
import { type Session, startReadySession } from '../../support/session.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectState, itemsCopied, startCopy } from '../popup.ts';

const COUNT = 60;
const SLOW = { latencyMs: 10, upBytesPerSecond: 1.5e6 };
const FAST = { latencyMs: 0, upBytesPerSecond: Infinity };
/** Starting a browser with a window takes a busy machine long. */
const START_MS = 90_000;

/** Programs that start.sh calls, and the page that one of them serves. */
const folders = (process.env['PATH'] ?? '').split(delimiter);
const missing = [
  ...['Xvfb', 'x11vnc', 'websockify'].filter(
    (program) => !folders.some((folder) => existsSync(join(folder, program))),
  ),
  ...['/usr/share/novnc'].filter((folder) => !existsSync(folder)),
];

/** Returns start.sh as docs/always-on.md gives it. */
function readStartScript(): string {
  const page = readFileSync(new URL('../../../docs/always-on.md', import.meta.url), 'utf8');
  const script = /```sh\n(#!\/bin\/sh\n.*?)```/s.exec(page)?.[1];
  if (script === undefined) throw new Error('docs/always-on.md has no start.sh');
  return script;
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Returns a port of this machine that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

/** start.sh at work. */
interface Supervised extends AsyncDisposable {
  /** Address of the page that shows the screen. */
  page: string;
}

/** Runs start.sh on the profile of a session whose browser is closed; the local services stand in for the real ones. */
async function supervise(session: Session, profile: string, folder: string): Promise<Supervised> {
  const [script, browser] = [join(folder, 'start.sh'), join(folder, 'browser')];
  await writeFile(script, readStartScript());
  const program = process.env['CHROMIUM_PATH'] ?? 'chromium';
  const words = [program, ...browserArgs(session)].map(quoted).join(' ');
  await writeFile(browser, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(browser, 0o755);
  const [screenPort, pagePort] = [await freePort(), await freePort()];
  const child: ChildProcess = spawn('sh', [script], {
    // a group of its own, so that it ends with all that it has started
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      PROFILE: profile,
      EXTENSION: BUILD,
      BROWSER: browser,
      DISPLAY: `:${1_000 + (process.pid % 20_000)}`,
      SCREEN_PORT: String(screenPort),
      PAGE_PORT: String(pagePort),
      PAGE_HOST: '127.0.0.1',
      PASSWORD: 'practice',
    },
  });
  return {
    page: `http://127.0.0.1:${pagePort}/vnc.html`,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}

test(
  'a browser that start.sh restarts after a crash completes a copy without a press',
  { tag: '@chromium-alone' },
  async () => {
    test.skip(missing.length > 0, `not installed: ${missing.join(', ')}`);
    test.setTimeout(420_000);
    await using session = await startReadySession(photos(COUNT, 350_000), { continuesWhereLeftOff: true });
    await using folder = await createProfile();
    const { profile } = session.browser;
    session.link.set(SLOW);
    await startCopy(session.browser);
    await untilArrived(session, 0.1);
    await session.quit();
    const { tree } = session.jottacloud;
    /** Without the list of the copy, which is in a folder of its own. */
    const arrived = (): number => tree.files().filter(({ path }) => !path.includes('/Fotoflytt/')).length;
    const before = arrived();

    await test.step('the browser without a person continues, and its screen can be opened', async () => {
      await using supervised = await supervise(session, profile, folder.path);
      await expect.poll(() => arrived(), { timeout: START_MS }).toBeGreaterThan(before + 3);
      expect((await fetch(supervised.page)).status).toBe(200);

      const first = await browserProcess(profile);
      process.kill(first, 'SIGKILL');
      const atCrash = arrived();
      expect(atCrash, 'the crash should be in the middle').toBeLessThan(COUNT);
      await expect.poll(() => arrived(), { timeout: START_MS }).toBeGreaterThan(atCrash + 6);
      expect(await browserProcess(profile)).not.toBe(first);

      session.link.set(FAST);
      await expect.poll(() => arrived(), { timeout: START_MS }).toBe(COUNT);
    });

    await session.open();
    const popup = await session.browser.openPopup();
    await expectState(popup, 'done');
    await expect(itemsCopied(popup)).toHaveAttribute('aria-valuenow', String(COUNT));
    expectEverythingCopied(session);
    expect(sentTwice(session.jottacloud)).toEqual([]);
  },
);
