import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { createProfile, launchBrowser } from './launch-browser.ts';
import { connect } from './set-up.ts';
import { startServices } from './start-services.ts';

/** The tokens of a sign-in at Jottacloud. */
interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** A Chromium profile whose extension is connected to Jottacloud. Global setup makes one, each test gets a copy. */
export interface ConnectedProfile {
  /** Copies the profile into a folder. @returns its tokens, which the test's own Jottacloud must accept */
  copyTo(profile: string): Promise<Tokens>;
}

/** Environment variable that names the folder of this run's profile. */
const VARIABLE = 'CONNECTED_PROFILE';
const PROFILE = 'profile';
const TOKENS = 'tokens.json';

/** @returns undefined outside Playwright, where global setup did not run */
export function knownConnectedProfile(): ConnectedProfile | undefined {
  const folder = process.env[VARIABLE];
  if (folder === undefined) return undefined;
  return {
    async copyTo(profile) {
      await cp(join(folder, PROFILE), profile, { recursive: true });
      return JSON.parse(await readFile(join(folder, TOKENS), 'utf8')) as Tokens;
    },
  };
}

/** Playwright's global setup: connects a browser through the options page and keeps its profile. @returns the teardown */
export default async function makeConnectedProfile(): Promise<() => Promise<void>> {
  const folder = await createProfile();
  await using services = await startServices(createLibrary(1));
  const browser = await launchBrowser(services, join(folder.path, PROFILE));
  try {
    await connect(browser, services.jottacloud.createLoginToken());
  } finally {
    await browser.quit();
  }
  await writeFile(join(folder.path, TOKENS), JSON.stringify(tokensOf(services.jottacloud)), { mode: 0o600 });
  process.env[VARIABLE] = folder.path;
  return async () => {
    delete process.env[VARIABLE];
    await folder[Symbol.asyncDispose]();
  };
}

/** Reads the tokens of the only client from the service. */
function tokensOf({ tokens, requests }: FakeJottacloud): Tokens {
  const refreshToken = tokens.families.at(-1)?.currentRefreshToken;
  const bearer = requests.entries.map(({ headers }) => headers['authorization']).findLast(Boolean);
  if (refreshToken === undefined || bearer === undefined) throw new Error('the browser is not connected');
  return { refreshToken, accessToken: bearer.replace(/^Bearer /i, '') };
}
