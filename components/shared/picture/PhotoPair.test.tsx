// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ComparedFile } from '../../../utils/domain/picture/preview.ts';
import { TransferError } from '../../../utils/errors.ts';
import { noPagePreviews, type Preview } from '../../../utils/models/pictures/page-previews.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakePictures } from '../../testing/fake-pictures.ts';
import { PhotoPair } from './PhotoPair.tsx';
import { PicturesContext } from './pictures-context.ts';
import { PreviewsContext } from './previews-context.ts';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

const picture: Preview = { kind: 'picture', address: 'blob:jottacloud', sizeBytes: 2_400_000 };

function show(given: Preview, compare: () => Promise<ComparedFile> = async () => 'same', isCopied = true) {
  const pictures = createFakePictures({ a: { kind: 'shown', address: 'blob:icloud', durationMs: 0 } });
  const previews = { ...noPagePreviews, of: () => signal(given), compare };
  const { container } = render(
    <PicturesContext.Provider value={pictures}>
      <PreviewsContext.Provider value={previews}>
        <PhotoPair photo="a" name="IMG_1.HEIC" isCopied={isCopied} />
      </PreviewsContext.Provider>
    </PicturesContext.Provider>,
  );
  return container;
}

/** Draws the preview with these edges. */
function draw(box: Element, width: number, height: number): void {
  const image = box.querySelector<HTMLImageElement>('img[src="blob:jottacloud"]');
  if (!image) throw new Error('there is no preview');
  Object.defineProperties(image, { naturalWidth: { value: width }, naturalHeight: { value: height } });
  fireEvent.load(image);
}

test('iCloud is on the left and Jottacloud on the right, and nothing is said about a good preview', () => {
  const box = show(picture);
  draw(box, 480, 360);
  expect([...box.querySelectorAll('figure')].map(({ textContent }) => textContent)).toEqual([
    'iCloud',
    'Jottacloud',
  ]);
  expect([...box.querySelectorAll('img')].map(({ src }) => src)).toEqual(['blob:icloud', 'blob:jottacloud']);
  expect(screen.queryByRole('button')).toBeNull();
});

test.each([
  ['none', 'Jottacloud shows no preview of this file yet.'],
  ['empty', 'Jottacloud’s preview of this file is empty.'],
  ['broken', 'Jottacloud’s preview of this file is damaged.'],
] as const)('a preview that is %s is named, and the file can be compared', async (kind, text) => {
  show({ kind, sizeBytes: 2_400_000 });
  expect(screen.getByText(text)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: /^Download it again and compare \(2\.4\sMB\)$/ }));
  expect(await screen.findByText('Downloaded again: identical, byte for byte.')).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a preview of a few pixels is named', () => {
  const box = show(picture);
  draw(box, 30, 30);
  expect(screen.getByText('Jottacloud’s preview is too small to judge by: 30 × 30 pixels.')).toBeDefined();
  expect(screen.getByRole('button', { name: /^Download it again/ })).toBeDefined();
});

test('a preview that the browser cannot draw is damaged', () => {
  const box = show(picture);
  const image = box.querySelector('img[src="blob:jottacloud"]');
  if (image) fireEvent.error(image);
  expect(screen.getByText('Jottacloud’s preview of this file is damaged.')).toBeDefined();
});

test('a file that is missing has no button to compare it', () => {
  show({ kind: 'missing', sizeBytes: 9 });
  expect(screen.getByText(/^This file is not in Jottacloud/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('other bytes are named, and can be compared once more', async () => {
  show({ kind: 'none', sizeBytes: 9 }, async () => 'different');
  fireEvent.click(screen.getByRole('button'));
  expect(await screen.findByText('Downloaded again: not the bytes that were sent.')).toBeDefined();
  expect(screen.getByRole('button')).toBeDefined();
});

test('a download that fails says why, and claims nothing about the file', async () => {
  show({ kind: 'none', sizeBytes: 9 }, () => Promise.reject(new TransferError('network', 'cut')));
  fireEvent.click(screen.getByRole('button'));
  await vi.waitFor(() => expect(document.querySelector('.notice')).not.toBeNull());
  expect(screen.queryByText(/^Downloaded again/)).toBeNull();
});

test('nothing is said about a photo that has not arrived', () => {
  const box = show({ kind: 'none', sizeBytes: 9 }, async () => 'same', false);
  expect(box.textContent).toBe('iCloudJottacloud');
});
