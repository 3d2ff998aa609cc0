// @vitest-environment happy-dom
import { cleanup, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { section, showReport } from '../testing/show-report.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

describe('what is left out', () => {
  const sentences = () =>
    within(section('Not copied'))
      .getAllByRole('listitem')
      .map((item) => item.textContent);
  const leftOut = {
    notChosen: 0,
    hidden: null,
    recentlyDeleted: null,
    furtherFiles: [],
    cannot: [],
    copiesHidden: false,
    copiesRecentlyDeleted: false,
  };

  test('is listed, and so are areas that were skipped', () => {
    showReport({
      skippedZones: [
        'AppLibrarySync-com.apple.GenerativePlayground-0D1E',
        'CMM-1',
        'SharedCollection-1',
        'AppLibrarySync-com.example.paint-1',
        'Oddity-1',
        'SharedCollection-2',
      ],
    });
    expect(sentences().at(-1)).toBe(
      'Parts of your iCloud that are not your photo library: 1 shared link, 2 shared albums, pictures from Image Playground, pictures from 1 other app, and 1 area of an unknown kind',
    );
    expect(sentences().join()).toContain('Recently Deleted: photos you have deleted');
  });

  test('has its number where it is known', () => {
    showReport({
      leftOut: {
        ...leftOut,
        notChosen: 12,
        hidden: 3,
        recentlyDeleted: 1,
        cannot: [{ reason: 'smart-album', count: 1 }],
      },
    });
    expect(sentences().slice(0, 4)).toEqual([
      '12 photos you did not choose',
      'Recently Deleted: 1 photo you have deleted',
      'Hidden: 3 photos in your Hidden album',
      '1 smart album made on a Mac: Apple’s website doesn’t say what is in it. The photos themselves are copied.',
    ]);
  });

  test('names files that are not moved, each kind once, and an unknown kind by Apple’s name', () => {
    showReport({ leftOut: { ...leftOut, furtherFiles: ['resAdjBaseJPEG', 'resAdjData', 'resHologram'] } });
    expect(sentences().slice(2, 4).join('. ')).toBe(
      'Further files that Apple keeps for some photos: edit data. Files that Apple keeps for some photos and Fotoflytt does not know: resHologram',
    );
  });

  test('says of how many photos Apple has no copy that opens everywhere', () => {
    showReport({ leftOut: { ...leftOut, noCompatible: 12 } });
    expect(sentences()).toContain('Apple has no compatible copy of 12 photos and videos.');
  });

  test('says that further files of an earlier copy stay', () => {
    showReport({ leftOut: { ...leftOut, furtherFiles: ['resAudio'], furtherCopiedBefore: true } });
    expect(sentences()).toContain(
      'Further files that this copy left out: the sound of photos. Those from an earlier copy stay in Jottacloud',
    );
  });

  test('is never said of lists that are copied', () => {
    showReport({ leftOut: { ...leftOut, hidden: 0, copiesHidden: true, copiesRecentlyDeleted: true } });
    expect(sentences().join()).not.toMatch(/Hidden|Recently Deleted/);
  });
});
