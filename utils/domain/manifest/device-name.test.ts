import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test.each([
  [chrome, 'mac', 'Chrome (Mac)'],
  [firefox, 'linux', 'Firefox (Linux)'],
  ['Something/1.0', 'haiku', 'Something/1.0 (haiku)'],
])('%s on %s is %s', (userAgent, system, name) => {
  expect(deviceName(userAgent, system)).toBe(name);
});
