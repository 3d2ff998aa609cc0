// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SmallPicture } from '../../../utils/models/pictures/page-pictures.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { createFakePictures } from '../../testing/fake-pictures.ts';
import { PhotoPicture } from './PhotoPicture.tsx';
import { PicturesContext } from './pictures-context.ts';

/** Reports of the browser about what is on the screen, by box. */
const observers: { report: IntersectionObserverCallback; boxes: Element[] }[] = [];

beforeEach(() => {
  useBrowserTexts('en');
  observers.length = 0;
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      boxes: Element[] = [];

      constructor(report: IntersectionObserverCallback) {
        observers.push({ report, boxes: this.boxes });
      }

      observe(box: Element): void {
        this.boxes.push(box);
      }

      disconnect(): void {
        this.boxes.length = 0;
      }
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const picture: SmallPicture = { kind: 'shown', address: 'blob:1', durationMs: 12_400 };

function show(props: Parameters<typeof PhotoPicture>[0], given: Record<string, SmallPicture> = {}) {
  const pictures = createFakePictures(given);
  const view = render(
    <PicturesContext.Provider value={pictures}>
      <PhotoPicture {...props} />
    </PicturesContext.Provider>,
  );
  return { pictures, box: view.container };
}

/** Puts every box on the screen, or off it. */
function scroll(isIntersecting: boolean): void {
  for (const { report, boxes } of observers)
    for (const target of boxes)
      report([{ isIntersecting, target } as IntersectionObserverEntry], {} as IntersectionObserver);
}

test('a picture beside its name is not read aloud, and one that is alone has the name', () => {
  const { box } = show({ photo: 'a', name: 'IMG_1.HEIC' }, { a: picture });
  expect(box.querySelector('img')?.getAttribute('alt')).toBe('');
  cleanup();
  show({ photo: 'a', name: 'IMG_1.HEIC', isDecorative: false }, { a: picture });
  expect(screen.getByRole('img', { name: 'IMG_1.HEIC' })).toBeDefined();
});

test('a video has its play mark and its duration, a photo neither', () => {
  const { box } = show({ photo: 'a', name: 'IMG_1.MOV', size: 'tile' }, { a: picture });
  expect(box.querySelector('.photo-picture__video')?.textContent).toBe('0:12');
  cleanup();
  const photo = show({ photo: 'a', name: 'IMG_1.HEIC' }, { a: { ...picture, durationMs: 0 } });
  expect(photo.box.querySelector('.photo-picture__video')).toBeNull();
});

test.each([
  ['not read yet', { kind: 'unknown' }],
  ['that Apple does not have', { kind: 'none' }],
] as const)('a picture %s is an icon of its kind', (_, given) => {
  const { box } = show({ photo: 'a', name: 'IMG_1.MOV' }, { a: given });
  expect(box.querySelector('img')).toBeNull();
  expect(box.querySelector('svg.icon')).not.toBeNull();
  expect(box.textContent).toBe('');
  cleanup();
  const alone = show({ photo: 'a', name: 'IMG_1.MOV', isDecorative: false }, { a: given });
  expect(alone.box.textContent).toBe('IMG_1.MOV');
});

test('a picture that the browser cannot draw gives way to the icon', () => {
  const { box } = show({ photo: 'a', name: 'IMG_1.HEIC' }, { a: picture });
  const image = box.querySelector('img');
  if (image) fireEvent.error(image);
  expect(box.querySelector('img')).toBeNull();
  expect(box.querySelector('svg.icon')).not.toBeNull();
});

test('a picture is asked for only while it is on the screen', async () => {
  const { pictures } = show({ photo: 'a', name: 'IMG_1.HEIC' });
  expect(pictures.shown.get('a')).toBeUndefined();
  scroll(true);
  await vi.waitFor(() => expect(pictures.shown.get('a')).toBe(1));
  scroll(false);
  await vi.waitFor(() => expect(pictures.shown.get('a')).toBe(0));
});
