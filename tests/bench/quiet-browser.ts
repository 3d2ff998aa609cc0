import { chromium } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { browserArgs } from '../support/launch-browser.ts';
import type { Services } from '../support/start-services.ts';
import { connectDevTools, type ToolPage } from './devtools.ts';

/** Longest start of a browser. */
const START_MS = 30_000;
const POLL_MS = 50;

/**
 * A browser whose network nobody records: what drives the browser in tests keeps up to 200 MB of answers in the page's
 * process and takes a sixth of all processor time while a list is read.
 * Decision: docs/decisions/008-measure-without-playwright.md.
 */
export interface QuietBrowser {
  /** The browser's first process. */
  pid: number;
  open(url: string): Promise<ToolPage>;
  /** Closes a page of this address, once it shows something. */
  closePage(url: string): Promise<void>;
  quit(): Promise<void>;
}

/** @param profile in which the extension is set up */
export async function launchQuietBrowser(services: Services, profile: string): Promise<QuietBrowser> {
  const portFile = join(profile, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const program = process.env['CHROMIUM_PATH'] ?? chromium.executablePath();
  const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const child = spawn(
    program,
    [...args, '--password-store=basic', '--use-mock-keychain', ...browserArgs(services), 'about:blank'],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const tools = await connectDevTools(await addressIn(portFile, child));
  return {
    pid: child.pid ?? 0,
    open: (url) => tools.open(url),
    closePage: (url) => tools.closePage(url),
    async quit() {
      await tools.close();
      await ended;
    },
  };
}

/** Address of the tools, which the browser writes down when it is there: `<port>\n<path>`. */
async function addressIn(portFile: string, child: ChildProcess): Promise<string> {
  const giveUpAt = performance.now() + START_MS;
  for (;;) {
    const [port, path] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n');
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    if (child.exitCode !== null || performance.now() > giveUpAt)
      throw new Error('the browser does not start');
    await wait(POLL_MS);
  }
}
