import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { type Lease, LEASE_MS, leasePath, meaningOfLease, parseLease, writeLease } from './lease.ts';

const now = epochMs(Date.UTC(2026, 10, 30, 12));
const other: Lease = {
  device: 'b'.repeat(32),
  name: 'Chrome (Mac)',
  from: epochMs(now - 60_000),
  until: epochMs(now - 60_000 + LEASE_MS),
};
const own = 'a'.repeat(32);
const hour = 3_600_000;

test('a lease is read as it was written', () => {
  expect(parseLease(writeLease(other))).toEqual(other);
  expect(leasePath('0123456789abcdef')).toBe('Fotoflytt/lease-01234567.json');
});

test.each<[string, string | null, string]>([
  ['no file', null, 'free'],
  ['that of another computer', writeLease(other), 'held'],
  ['our own', writeLease({ ...other, device: own }), 'free'],
  ['that of another computer when it is over', writeLease({ ...other, until: now }), 'free'],
  [
    'one that begins in two hours',
    writeLease({ ...other, from: epochMs(now + 2 * hour), until: epochMs(now + 2 * hour + 1) }),
    'unclear',
  ],
  ['one that never ends', writeLease({ ...other, until: epochMs(now + 2 * hour) }), 'unclear'],
  ['other JSON', '{"format":"x"}', 'unclear'],
  ['a list', '[]', 'unclear'],
  ['text', 'hello', 'unclear'],
  ['a lease without its device', writeLease({ ...other, device: 'x' }), 'unclear'],
])('%s is %s', (_, text, kind) => {
  expect(meaningOfLease(text, own, now).kind).toBe(kind);
});

test('a name from another computer holds only plain characters', () => {
  expect(
    parseLease(writeLease({ ...other, name: `<b>Chrome</b> (Mac)\u202e${'x'.repeat(100)}` }))?.name,
  ).toMatch(/^bChromeb \(Mac\)x{46}$/);
});
