import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

const webkit = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`${webkit} Chrome/150.0.0.0 Safari/537.36`, 'Chrome 150'],
  [`${webkit} HeadlessChrome/150.0.0.0 Safari/537.36`, 'Chrome 150'],
  [`${webkit} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.1.2`, 'Edge 150'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
  ['Something else', 'Something else'],
])('%s is %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
