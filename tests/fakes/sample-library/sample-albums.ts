import type { AlbumOptions } from '../icloud/library/library-albums.ts';
import type { AlbumRecord } from '../icloud/library/records.ts';
import type { EverydayItems } from './everyday-items.ts';
import type { SampleWriter } from './sample-writer.ts';

/** The albums of an ordinary person: folders in folders in folders, one with a slash in its name, one empty; photos in two albums. */
export function addSampleAlbums({ library: { albums } }: SampleWriter, items: EverydayItems): AlbumRecord {
  const travels = albums.addFolder('Resor');
  const nordic = albums.addFolder('Norden', { parent: travels });
  const west = albums.addFolder('Vestlandet', { parent: nordic });
  albums.addTo(albums.addAlbum('Norge 2024', { parent: nordic }), ...items.heics);
  albums.addTo(
    albums.addAlbum('Sommar på Öland', { parent: nordic }),
    ...items.photos.slice(0, 9),
    ...items.lives,
  );
  albums.addTo(albums.addAlbum('Hardanger', { parent: west }), ...items.heics.slice(0, 2));
  const family = [...items.videos, ...items.edited, ...items.twins];
  albums.addTo(albums.addAlbum('Familjen', { parent: travels }), ...family);
  albums.addTo(albums.addAlbum('RAW / test'), ...items.raws);
  albums.addTo(albums.addAlbum('Skärmbilder'), ...items.screenshots);
  albums.addTo(albums.addAlbum('Videos'), ...items.videos);
  albums.addTo(albums.addAlbum('Favorites'), ...items.photos.slice(0, 2));
  albums.addTo(albums.addAlbum('Dubletter'), ...items.photos.slice(3, 4), ...items.twins.slice(0, 1));
  albums.addAlbum('Tomt album');
  return travels;
}

/** Record name of an album whose suffix is known. */
const id = (beginning: string): AlbumOptions => ({
  recordName: `${beginning}0000-0000-4000-8000-000000000000`,
});
const made = (year: number): AlbumOptions => ({ createdAt: Date.UTC(year, 0, 1) });

/**
 * Albums that broke one of the peers. `first` lies in all with a name of their own; of those with one name, `first` in the
 * one that was made first and `second` in the other. The later one is often listed first.
 */
export function addOddAlbums(writer: SampleWriter, travels: AlbumRecord): void {
  const { albums, random } = writer.library;
  const taken = Date.UTC(2022, 7, 25, 10);
  const first = writer.odd('first', 'IMG_5001.JPG', taken);
  const second = writer.odd('second', 'IMG_5002.JPG', taken + 60_000);
  const withFirst = (name: string | undefined, options?: AlbumOptions) =>
    albums.addTo(albums.addAlbum(name, options), first);
  const withSecond = (name: string | undefined, options?: AlbumOptions) =>
    albums.addTo(albums.addAlbum(name, options), second);

  withSecond('Jul', { ...id('AAAA'), ...made(2023) });
  withFirst('Jul', { ...id('BBBB'), ...made(2021) });
  withSecond('Påske', { ...id('5678'), ...made(2022), parent: travels });
  withFirst('Påske', { ...id('1234'), ...made(2022), parent: travels });
  withSecond('sommer', { ...id('CAFE'), ...made(2023) });
  withFirst('Sommer', made(2021));
  withFirst('A/B', made(2021));
  withSecond('A_B', { ...id('AB02'), ...made(2023) });
  const family = albums.addFolder('Familie', made(2021));
  withFirst('Hunden', { parent: family });
  withSecond('Familie', { ...id('FA01'), ...made(2023) });
  withFirst(undefined, { ...id('EEE1'), ...made(2021) });
  withSecond(undefined, { ...id('EEE2'), ...made(2023) });

  withFirst('Hidden', id('DDD1'));
  withFirst('Not in any album', id('DDD2'));
  withFirst('recently deleted', id('DDD3'));
  const library = albums.addFolder('Shared Library', id('DDD4'));
  withFirst('Album i mappe', { parent: library });
  withFirst('No date', id('DDD5'));
  withFirst('Hidden', { parent: travels });

  withFirst('Jo\u0308rg');
  withFirst('🎉 Fest');
  withFirst('Ferie 2022...');
  withFirst('NUL');
  withFirst('Mac smart album', { albumType: 6 });
  withFirst('Slettet album', { isDeleted: true });
  addContents(writer);
  albums.addRelation(albums.addAlbum('Bare borte'), random.uuid());
  albums.addFolder('Tom mappe');
}

/** Albums whose contents are odd: both libraries, an orphan, a hidden photo, equal names. */
function addContents({ library: { albums, random }, items }: SampleWriter): void {
  const put = (name: string, ...labels: string[]): AlbumRecord => {
    const album = albums.addAlbum(name);
    for (const label of labels) if (items[label]) albums.addTo(album, items[label]);
    return album;
  };
  const together = put('Sammen', 'same-bytes-personal', 'shared-in-album', 'hidden-in-album');
  albums.addRelation(together, random.uuid());
  put('Begge', 'in-one-album', 'in-two-albums');
  put('Bare den andre', 'in-two-albums');
}
