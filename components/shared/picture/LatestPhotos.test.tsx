// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { SmallPicture } from '../../../utils/models/pictures/page-pictures.ts';
import { createFakePictures } from '../../testing/fake-pictures.ts';
import { LatestPhotos } from './LatestPhotos.tsx';
import { PicturesContext } from './pictures-context.ts';

afterEach(cleanup);

const shown = (address: string): SmallPicture => ({ kind: 'shown', address, durationMs: 0 });

test('three photos of the account are shown, and none of the account before', () => {
  const pictures = createFakePictures({
    'latest:0:kari': shown('blob:kari 0'),
    'latest:1:kari': shown('blob:kari 1'),
    'latest:2:kari': shown('blob:kari 2'),
  });
  const page = (account: string) => (
    <PicturesContext.Provider value={pictures}>
      <LatestPhotos account={account} />
    </PicturesContext.Provider>
  );
  const { container, rerender } = render(page('kari'));
  const addresses = (): string[] => [...container.querySelectorAll('img')].map(({ src }) => src);
  expect(addresses()).toEqual(['blob:kari 0', 'blob:kari 1', 'blob:kari 2']);
  rerender(page('ola'));
  expect(addresses()).toEqual([]);
  expect(container.querySelectorAll('.photo-picture')).toHaveLength(3);
});
