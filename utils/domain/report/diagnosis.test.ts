import { expect, test } from 'vitest';
import { everything } from '../album/choice.ts';
import { redactedText, diagnosisText } from './diagnosis.ts';
import { noTotals } from '../run/run.ts';
import { sampleRun } from '../testing/sample-run.ts';

const SECRETS = [
  'Omas Geburtstag',
  'kari@example.no',
  'eyJhbGciOi.token',
  'private:PrimarySync/7F3A',
  'IMG_1.HEIC',
];

const text = (): string =>
  diagnosisText({
    madeAt: '2026-11-24T12:00:00.000Z',
    versions: { fotoflytt: '0.1.0' },
    settings: { speed: 'polite' },
    isConnected: true,
    runs: [
      sampleRun({
        destinationFolder: 'Omas Geburtstag',
        choice: { ...everything, items: ['private:PrimarySync/7F3A'], albums: ['Omas Geburtstag'] },
        status: 'attention',
        attention: { code: 'service-down', detail: 'eyJhbGciOi.token answers 503 for kari@example.no' },
        shortfalls: [{ code: 'list-short', detail: 'Omas Geburtstag' }],
      }),
    ],
    totals: noTotals,
    filesByStatus: { done: 3 },
    counts: { photos: 4 },
    furtherFiles: ['resAudio', 'Omas Geburtstag'],
    lastErrors: [{ code: 'name-taken', detail: 'Omas Geburtstag/IMG_1.HEIC', service: 'jottacloud' }],
  });

test('the diagnosis log names kinds of files by Apple’s names', () => {
  expect(JSON.parse(text())).toMatchObject({ furtherFiles: ['resAudio'] });
});

test('the diagnosis log names no album, photo, account or token', () => {
  expect(SECRETS.filter((secret) => text().includes(secret))).toEqual([]);
});

test('a field that is added later is not in the diagnosis log before somebody names it', () => {
  const later = { folderOwner: 'Omas Geburtstag' };
  const run = {
    ...sampleRun({
      remarks: [{ code: 'list-short', detail: 'Omas Geburtstag', facts: { account: 'k@x.no' } }],
    }),
    ...later,
  };
  const facts = {
    madeAt: '',
    versions: {},
    settings: {},
    isConnected: true,
    totals: noTotals,
    filesByStatus: {},
    counts: {},
    furtherFiles: [],
    runs: [run],
    lastErrors: [],
    ...later,
  };
  expect(diagnosisText(facts)).not.toMatch(/Omas|folderOwner|k@x\.no/);
});

test('the diagnosis log keeps what helps: codes, services, numbers, settings', () => {
  for (const part of [
    '"service-down"',
    '"name-taken"',
    '"jottacloud"',
    '■■■ 503 ■■■',
    '"polite"',
    '"done": 3',
  ])
    expect(text()).toContain(part);
});

test('of a text nothing but a status of HTTP is left', () => {
  expect(redactedText('answers 503')).toBe('■■■ 503');
  expect(redactedText('20260101 Kari 47')).toBe('■■■');
  expect(redactedText('')).toBe('');
});
