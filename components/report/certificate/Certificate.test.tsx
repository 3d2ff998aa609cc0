// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything } from '../../../utils/domain/album/choice.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import { samplePlan } from '../../../utils/domain/testing/sample-plan.ts';
import { epochMs, relativePath } from '../../../utils/units.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { allTotals, finishedRun } from '../../testing/fake-models.ts';
import { counted, section, showReport } from '../../testing/show-report.tsx';
import { certificateHtml } from './certificate-html.ts';
import { plainText } from '../../testing/plain-text.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const TITLE = 'Your photos are in Jottacloud';
const certificate = () => screen.queryByRole('article', { name: TITLE });
const samples = counted({
  copies: 30,
  samples: [{ photo: 'a/1', path: relativePath('2024/IMG_7.HEIC'), assetName: 'ASSET-7' }],
  largestVideo: relativePath('2023/IMG_9.MOV'),
});
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('the certificate', () => {
  test('says whose photos are where, since when, how many they are, and its fingerprint', () => {
    showReport({ checkedAt: epochMs(new Date(2026, 10, 29, 14, 35).getTime()) }, samples);
    const text = plainText(certificate());
    for (const part of [
      'Complete and verified: all 44,319 items',
      'Jane Appleseed, jane@example.com',
      'Kari Nordmann, kari',
      'Jottacloud › Archive › iCloud Photos',
      'Nov 29, 2026, 2:35',
      '60,000 files, 412 GB',
      'including copies in further albums30',
      'abababab',
      '2024/IMG_7.HEIC',
      'Names of people and Memories',
    ])
      expect(text).toContain(part);
    expect(within(section('Your years')).getByRole('row', { name: /2019/ }).textContent).toContain(
      '4,319 of 4,319',
    );
  });

  test('nobody is called unknown before both services were asked', async () => {
    const { owners } = showReport({}, samples);
    const ownerShown = () => screen.getByText('To Jottacloud of').nextElementSibling?.textContent;
    owners.value = { apple: null, jottacloud: null };
    await waitFor(() => expect(ownerShown()).toBe('…'));
    owners.value = { apple: '', jottacloud: '' };
    await waitFor(() => expect(ownerShown()).toBe('unknown'));
  });

  test('its text is copied, and its page saved, only once both services were asked whose photos they are', async () => {
    const model = showReport({}, samples);
    const answer = Promise.withResolvers<void>();
    model.untilAsked = () => answer.promise;
    model.owners.value = { apple: null, jottacloud: null };
    press('Copy as text');
    press('Save to Jottacloud');
    await new Promise((resolve) => setImmediate(resolve));
    expect([model.texts, model.saved]).toEqual([[], []]);
    model.owners.value = { apple: 'Jane Appleseed', jottacloud: 'Kari Nordmann' };
    answer.resolve();
    await waitFor(() => expect(model.texts[0]).toContain('Kari Nordmann'));
    await waitFor(() => expect(model.saved[0]).toContain('Kari Nordmann'), { timeout: 5_000 });
  });

  test.each<[string, Partial<Report>]>([
    ['a part', { run: { ...finishedRun, choice: { ...everything, from: '2020-01-01' } } }],
    ['a part by what was not chosen', { run: { ...finishedRun, plan: samplePlan({ notChosen: 5 }) } }],
    ['an incomplete copy', { totals: { ...allTotals, itemsDone: 44_318, itemsFailed: 1, filesFailed: 1 } }],
    ['a copy in progress', { run: { ...finishedRun, status: 'active' } }],
    ['an earlier copy', { isLatest: false }],
  ])('does not exist for %s, nor do the steps before cancelling', (_, report) => {
    showReport(report);
    expect(certificate()).toBeNull();
    expect(screen.queryByRole('region', { name: 'Before you cancel iCloud+' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save to Jottacloud' })).toBeNull();
  });

  test.each(['missing', 'different'] as const)('does not exist once one of its photos is %s', (loss) => {
    showReport({}, { ...samples, lost: new Map([['a/1', loss]]) });
    expect(certificate()).toBeNull();
    expect(screen.queryByRole('region', { name: 'Before you cancel iCloud+' })).toBeNull();
    expect(screen.getByText('Not complete: 1 item is missing.')).toBeTruthy();
    expect(screen.getByText('44,318')).toBeTruthy();
    expect(screen.getByText('Don’t cancel yet: this copy is not complete.')).toBeTruthy();
    expect(section('Needs your attention').textContent).toContain('2024/IMG_7.HEIC');
  });

  test('an incomplete copy of the whole library says: not yet', () => {
    showReport({ totals: { ...allTotals, itemsDone: 44_318, itemsFailed: 1, filesFailed: 1 } });
    expect(screen.getByText('Don’t cancel yet: this copy is not complete.')).toBeTruthy();
  });

  test('one press saves it as a page of its own, and says where', async () => {
    const model = showReport({}, samples);
    press('Save to Jottacloud');
    const said = await screen.findByText(/Fotoflytt report 2026-11-29.html/, {}, { timeout: 5_000 });
    expect(said.textContent).toContain('Archive › iCloud Photos ›');
    const [html = ''] = model.saved;
    expect(html).toMatch(/^<!doctype html>\n<html lang="en/);
    expect(html).toContain('jane@example.com');
    expect(html).not.toMatch(/<script|<button|<link|https?:/);
  });

  test('cannot be saved before all files are counted', () => {
    showReport({}, { counting: { isCounted: false, part: 0.4 } });
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save to Jottacloud' });
    expect(save.disabled).toBe(true);
    expect(screen.getByText('Going through all files…')).toBeTruthy();
  });

  test('is copied as text', async () => {
    const model = showReport({}, samples);
    press('Copy as text');
    await waitFor(() => expect(model.texts).toHaveLength(1));
    expect(model.texts[0]).toContain('From iCloud Photos of: Jane Appleseed, jane@example.com');
    expect(model.texts[0]).toContain('2019: 4,319 of 4,319');
    expect(model.texts[0]).toContain('Counted by Apple: 44,319');
  });
});

test('a saved page has its pictures inside, and none that cannot be drawn', () => {
  const shown = document.createElement('article');
  shown.innerHTML =
    '<p>whole</p><img src="blob:a" alt=""><img src="blob:b" alt=""><div data-screen>button</div>';
  const page = {
    title: 'Report',
    language: 'nb',
    draw: (image: HTMLImageElement) => (image.src.endsWith('a') ? 'data:image/jpeg;base64,AAAA' : null),
  };
  const html = certificateHtml(shown, page);
  expect(html).toContain('src="data:image/jpeg;base64,AAAA"');
  expect(html).not.toContain('blob:');
  expect(html).not.toContain('button');
  expect(shown.querySelectorAll('img')).toHaveLength(2);
});

describe('the steps before cancelling', () => {
  const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

  test('are four, and a tick is kept', async () => {
    const model = showReport({}, samples);
    const steps = within(section('Before you cancel iCloud+'));
    expect(steps.getAllByRole('checkbox')).toHaveLength(4);
    fireEvent.click(box(/^Look at these ten photos/));
    fireEvent.click(box(/^Save what else/));
    await waitFor(() => expect(model.steps.value).toEqual(['look', 'else']));
    fireEvent.click(box(/^Look at these ten photos/));
    await waitFor(() => expect(model.steps.value).toEqual(['else']));
  });

  test('the first leads to the photos', () => {
    showReport({}, samples);
    expect(screen.getByRole('link', { name: /^See them in Jottacloud/ })).toBeTruthy();
    expect(section('Before you cancel iCloud+').textContent).toContain('2023/IMG_9.MOV');
  });

  test('the second is locked until another complete copy three days later', () => {
    const firstAt = epochMs(new Date(2026, 10, 29, 12).getTime());
    showReport({ secondCopy: { firstAt, isMade: false } }, samples);
    expect(box(/^Copy once more/).disabled).toBe(true);
    expect(screen.getByText(/Copy again on Dec 2, 2026 or later/)).toBeTruthy();
    cleanup();
    showReport({ secondCopy: { firstAt, isMade: true } }, samples);
    expect(box(/^Copy once more/).disabled).toBe(false);
  });
});
