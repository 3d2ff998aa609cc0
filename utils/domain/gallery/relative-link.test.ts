import { expect, test } from 'vitest';
import { relativeLink } from './relative-link.ts';

test.each([
  ['', 'IMG_1.JPG', 'IMG_1.JPG'],
  ['Rom', 'Rom/IMG_1.JPG', 'IMG_1.JPG'],
  ['Rom', 'index.html', '../index.html'],
  ['', 'Rom/index.html', 'Rom/index.html'],
  ['2024/2024-06', '2024/index.html', '../index.html'],
  ['2024/2024-06', '2024/2024-07/index.html', '../2024-07/index.html'],
  ['Rom', 'Rom Rom/a.jpg', '../Rom%20Rom/a.jpg'],
  ['', '100% #1?.jpg', '100%25%20%231%3F.jpg'],
  ['', 'a:b.jpg', 'a%3Ab.jpg'],
  ['', 'Blåbær.jpg', 'Bl%C3%A5b%C3%A6r.jpg'],
  ['', '\ud800.jpg', '%EF%BF%BD.jpg'],
])('from “%s” to %s is %s', (folder, path, link) => {
  expect(relativeLink(folder, path)).toBe(link);
});

test('a link leads back to its path, whatever a name holds', () => {
  for (const name of [`"><script>`, `it's`, 'a&b;', '..%2f', 'ö.JPG', '?q#f', '🏔.JPG']) {
    const link = relativeLink('Resor/Rom', `Resor/Å #/${name}`);
    const url = new URL(link, 'file:///top/Resor/Rom/index.html');
    expect(decodeURIComponent(url.pathname)).toBe(`/top/Resor/Å #/${name}`);
    expect([url.search, url.hash]).toEqual(['', '']);
  }
});
