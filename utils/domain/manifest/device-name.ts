import { browserName } from '../report/browser-name.ts';

/** Names of systems by the browser's own names for them. */
const systems: Readonly<Record<string, string>> = {
  mac: 'Mac',
  win: 'Windows',
  linux: 'Linux',
  cros: 'ChromeOS',
  openbsd: 'OpenBSD',
  android: 'Android',
};

/** Longest name of a browser that is shown. */
const MAX_BROWSER = 30;

/** Returns the name of a computer as another one shows it: `Chrome (Mac)`. It is the same in all languages. */
export function deviceName(userAgent: string, system: string): string {
  const browser = browserName(userAgent).replace(/ \d+$/, '').slice(0, MAX_BROWSER);
  return `${browser} (${systems[system] ?? system})`;
}
