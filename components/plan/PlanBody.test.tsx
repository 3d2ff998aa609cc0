// @vitest-environment happy-dom
import { changedRun } from '../../utils/domain/testing/sample-run.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../utils/domain/album/choice.ts';
import { nothing, type Plan } from '../../utils/domain/plan/plan.ts';
import type { RunRow } from '../../utils/domain/run/run-row.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { type EarlierCopy, unreadCopy } from '../../utils/domain/run/earlier-copy.ts';
import { epochMs } from '../../utils/units.ts';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { amount } from '../../utils/domain/testing/sample-plan.ts';
import { createFakeTransferModel, plannedRun } from '../testing/fake-models.ts';
import { PopupPage } from '../popup/PopupPage.tsx';
import { plainText } from '../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const kari: JottacloudAccount = {
  name: 'Kari',
  usedBytes: 39e9,
  totalBytes: 100e9,
  writeLocked: false,
  service: 'id.jottacloud.com',
};
type Start = Parameters<typeof createFakeTransferModel>[0];

function show(change: Partial<Plan> = {}, more: Partial<Start> = {}, run: Partial<RunRow> = {}) {
  const plan = plannedRun.plan && { ...plannedRun.plan, ...change };
  const model = createFakeTransferModel({
    state: 'plan',
    snapshot: { run: changedRun(plannedRun, { plan, ...run }) },
    ...more,
  });
  render(<PopupPage model={model} />);
  return model;
}
const card = () => plainText(screen.getByRole('main'));
const startButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Start' });
const rows = (name: string) => {
  const part = screen.getByText(name).closest('details');
  return [...(part?.querySelectorAll('dt') ?? [])].map(
    (dt) => `${plainText(dt)}: ${plainText(dt.nextElementSibling)}`,
  );
};

const earlier: EarlierCopy = {
  ...unreadCopy,
  status: 'known',
  writtenAt: epochMs(Date.UTC(2026, 10, 29, 12)),
  files: 44_319,
  inPlace: 44_289,
  moved: 12,
};

describe('an earlier copy', () => {
  test('is named with its day, what is there of it, and what was moved', () => {
    show({}, {}, { earlierCopy: earlier });
    expect(card()).toContain('A copy of Nov 29, 2026 is known: 44,301 of 44,319 files are there.');
    expect(card()).toContain('Files that were moved: 12.');
    expect(card()).not.toContain('It keeps the layout');
  });

  test('says that its layout and options were taken over', () => {
    show({}, {}, { earlierCopy: { ...earlier, isAdopted: true } });
    expect(card()).toContain('It keeps the layout and options of that copy.');
  });

  test('whose list cannot be used says why, and no numbers', () => {
    show({}, {}, { earlierCopy: { ...unreadCopy, status: 'unusable', problems: ['newer'] } });
    expect(card()).toContain('The list of an earlier copy is from a newer Fotoflytt.');
    expect(card()).not.toContain('is known');
  });

  test('that left no list says why photos are downloaded once', () => {
    show({}, {}, { earlierCopy: { ...unreadCopy, status: 'none' } });
    expect(card()).toContain('Each photo is downloaded from iCloud once.');
  });
});

describe('the plan', () => {
  test('has the main figures at a glance: items, files, bytes, what is there already, time, room', () => {
    show({}, { account: { ...kari, totalBytes: null } });
    for (const text of [
      '44,319 photos and videos',
      '60,000 files, 412 GB',
      '12,040 are already in Jottacloud. 294 GB left to upload.',
      /^About 6–33 hours on a typical home connection \(20–\u2060100 Mbit\/s upload\)\.$/,
      'Space in Jottacloud: unlimited.',
    ])
      expect(screen.getByText(text).tagName).toBe('P');
  });

  test('after an earlier copy the time goes by its speed', () => {
    show({ bytesPerSecond: 10e6 });
    expect(card()).toContain('judging by your last copy');
  });

  test('has the rest folded: kinds, place, what cannot be copied with its count, what is left out', () => {
    show();
    expect(rows('By type')).toEqual(['Photos: 41,207 · 200 GB', 'Videos: 3,112 · 212 GB']);
    expect(rows('Where it goes')).toEqual([
      'Destination: Jottacloud › Archive › iCloud Photos',
      'Folder layout: Albums',
      'Albums: 286',
      'Largest file: 6.2 GB',
    ]);
    expect(rows('Cannot be copied: 3')).toEqual(['Originals that Apple does not have: 3']);
    expect(rows('Not included')).toEqual([
      'Hidden photos: 12',
      'Recently deleted photos: unknown',
      'Smart albums (their photos are copied): 2',
    ]);
  });

  test('says what copies that open everywhere add, how large they are, and of how many photos there is none', () => {
    const stills = { files: 1_240, bytes: 1.1e9, fullSize: 12, longEdge: 2048 };
    const videos = { files: 40, bytes: 0.4e9, fullSize: 0, longEdge: 1280 };
    show({ compatible: { stills, videos, none: 12 } });
    expect(card()).toContain('This includes 1,280 copies that open everywhere (1.5 GB).');
    expect(card()).toContain('Apple has no compatible copy of 12 photos and videos.');
    expect(rows('Copies that open everywhere')).toEqual([
      'JPEG: 1,240 · 1.1 GB',
      'JPEG, smaller than the original (up to 2,048 pixels): 1,228',
      'JPEG, full size: 12',
      'MP4: 40 · 400 MB',
      'MP4, smaller than the original (up to 1,280 pixels): 40',
    ]);
  });

  test('says nothing of copies that open everywhere where they are not wanted', () => {
    show();
    expect(card()).not.toContain('open everywhere');
  });

  test('says that Apple has none, and of which size none is known', () => {
    const none = { files: 0, bytes: 0, fullSize: 0, longEdge: 0 };
    show({ compatible: { stills: { ...none, files: 2, bytes: 2_000 }, videos: none, none: 1 } });
    expect(card()).toContain('Apple has no compatible copy of 1 photo or video.');
    expect(rows('Copies that open everywhere')).toEqual(['JPEG: 2 · 2 kB', 'JPEG, size unknown: 2']);
  });

  test('names libraries only where there are several', () => {
    const each = { items: 5, files: 5, bytes: 1e9 };
    show({
      byLibrary: [
        { zoneName: 'PrimarySync', amount: each },
        { zoneName: 'SharedSync-1', amount: each },
      ],
    });
    expect(rows('Where it goes')).toContain('Shared library: 5 · 1 GB');
  });

  test('says nothing of what is not: nothing left out, nothing there already', () => {
    const none = { items: 0, files: 0, bytes: 0 };
    show({ cannot: [], hidden: 0, recentlyDeleted: 0, already: none });
    expect(card()).not.toMatch(/Cannot|Not included|already|Your selection/);
  });

  test('says what was chosen, with the names of the first albums as soon as they are read', () => {
    const choice = { ...everything, albums: ['a', 'b', 'c', 'd'], unfiled: true, from: '2024-06-01' };
    show({}, {}, { choice });
    expect(card()).toContain('Your selection: 4 albums · Not in any album · from Jun 1, 2024');
    cleanup();
    show({}, { albumNames: ['Rome', null, 'Oslo'] }, { choice });
    expect(card()).toContain(
      'Your selection: Rome, Untitled album, Oslo and 1 more · Not in any album · from Jun 1, 2024',
    );
  });

  test('can be switched off for the next time', async () => {
    const model = show();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Show this plan every time' }));
    await waitFor(() => expect(model.pressed).toEqual(['setShown false']));
  });
});

describe('room', () => {
  test('too little blocks “Start”, with the numbers as the reason', () => {
    const model = show({}, { account: kari });
    expect(plainText(screen.getByRole('alert'))).toBe(
      'Not enough space in JottacloudYou need 294 GB; 61 GB is free.',
    );
    expect(startButton().disabled).toBe(true);
    const reason = document.getElementById(startButton().getAttribute('aria-describedby') ?? '');
    expect(plainText(reason)).toContain('You need 294 GB; 61 GB is free.');
    fireEvent.click(startButton());
    expect(model.pressed).toEqual([]);
  });

  test('what is in Jottacloud already needs none', () => {
    show({ already: { items: 44_000, files: 59_000, bytes: 352e9 } }, { account: kari });
    expect(startButton().disabled).toBe(false);
    expect(card()).toContain('Space in Jottacloud: 61 GB free.');
  });

  test('is waited for, but not for ever', async () => {
    const model = show({}, { account: null });
    expect(startButton().disabled).toBe(true);
    model.plan.account.value = 'unknown';
    await waitFor(() => expect(startButton().disabled).toBe(false));
    expect(card()).toContain('can’t say how much space is left');
  });

  test('says what further albums may need, and blocks only where there is surely not enough', async () => {
    const further = { files: 4, bytes: 12e9 };
    const needed = 294e9;
    const model = show({ further }, { account: { ...kari, usedBytes: 0, totalBytes: needed + 12e9 } });
    expect(card()).toContain(
      'Up to 12 GB more is needed if Jottacloud counts photos in several albums twice.',
    );
    model.plan.account.value = { ...kari, usedBytes: 0, totalBytes: needed + 11e9 };
    await waitFor(() => expect(card()).toContain('Space in Jottacloud may run short'));
    expect(card()).toContain('You need 294 GB; 305 GB is free.');
    expect(startButton().disabled).toBe(false);
    model.plan.account.value = { ...kari, usedBytes: 0, totalBytes: needed - 1e9 };
    await waitFor(() => expect(startButton().disabled).toBe(true));
  });

  test('photos that lack their original are no part of the plan, and told beside it', () => {
    show({ all: { items: 60, files: 80, bytes: 46e6 }, already: nothing, absent: 1 });
    expect(card()).toContain(
      '60 photos and videos80 files, 46 MB1 more cannot be copied in full: Apple does not have the original.',
    );
  });

  test('above 5 TB it says that Jottacloud gets slower', () => {
    show({}, { account: { ...kari, usedBytes: 4.8e12, totalBytes: null } });
    expect(card()).toContain('Jottacloud slows down uploads for accounts over 5 TB');
  });

  test('too little browser storage for the largest file is reported but does not block', () => {
    show({}, { account: { ...kari, totalBytes: null }, browserSpaceBytes: 2.1e9 });
    expect(card()).toContain('The largest file needs 6.2 GB of temporary space; the browser has 2.1 GB.');
    expect(startButton().disabled).toBe(false);
  });
});

test('a narrowed copy that is complete does not say “everything”', () => {
  const choice = { ...everything, albums: ['a'] };
  const totals = { itemsFound: 1, itemsDone: 1, filesFound: 1, filesDone: 1, filesProved: 1 };
  const model = createFakeTransferModel({ state: 'done' });
  const plan = plannedRun.plan && { ...plannedRun.plan, all: amount(1), notChosen: 2_595 };
  model.snapshot.value = {
    ...model.snapshot.value,
    run: changedRun(plannedRun, { status: 'finished', isConfirmed: true, choice, plan }),
    totals: { ...model.snapshot.value.totals, ...totals },
  };
  render(<PopupPage model={model} />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your selection is in Jottacloud');
  expect(screen.getByRole('main').textContent).toContain(
    'This is not your whole library: 2,595 photos are not in Jottacloud.',
  );
});
