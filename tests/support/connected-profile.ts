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

/** A profile of Chromium in which the extension is connected to Jottacloud: made once by hand, copied for each test. */
export interface ConnectedProfile {
  /** Fills a folder with a copy. @returns its tokens, which the test's own Jottacloud must know */
  copyTo(profile: string): Promise<Tokens>;
}

/** Where the one of this run lies. */
const VARIABLE = 'CONNECTED_PROFILE';
const PROFILE = 'profile';
const TOKENS = 'tokens.json';

/** @returns undefined where nobody made one: outside Playwright */
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

/** Before all tests of Playwright: connects a browser as a person does and keeps its profile. @returns what takes it away */
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

/** The tokens that its only client has. */
function tokensOf({ tokens, requests }: FakeJottacloud): Tokens {
  const refreshToken = tokens.families.at(-1)?.currentRefreshToken;
  const bearer = requests.entries.map(({ headers }) => headers['authorization']).findLast(Boolean);
  if (refreshToken === undefined || bearer === undefined) throw new Error('the browser is not connected');
  return { refreshToken, accessToken: bearer.replace(/^Bearer /i, '') };
}
