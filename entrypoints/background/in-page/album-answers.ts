import { type LogAlbums, noLogAlbums } from '../../../utils/domain/album/log-albums.ts';
import { coverOf, type PictureAnswer, type PictureRef } from '../../../utils/domain/picture/small-picture.ts';
import type { ApplePictures } from '../../../utils/pictures/apple-pictures.ts';
import type { FindPhotos } from '../../../utils/ports/listed.ts';
import { findPhotos } from '../../../utils/store/reads/find-photos.ts';
import { readListedAlbums, readLogAlbums } from '../../../utils/store/reads/read-page-answers.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { openLogOfPage } from '../logs/log-of-page.ts';

/** Answers about albums to the picker on iCloud Photos. Errors stay inside. */
export interface AlbumAnswers {
  /** @param albumNames record names */
  albumFigures(albumNames: readonly string[]): Promise<LogAlbums>;
  /** `ref` of each answer is a record name. */
  albumCovers(albumNames: readonly string[]): Promise<PictureAnswer[]>;
}

/** Creates the answers, from the log of the account that is signed in on the page. */
export const createAlbumAnswers = (pictures: ApplePictures): AlbumAnswers => ({
  async albumFigures(albumNames) {
    try {
      const log = await openLogOfPage();
      return log ? await readLogAlbums(log, albumNames) : noLogAlbums;
    } catch {
      return noLogAlbums;
    }
  },
  async albumCovers(albumNames) {
    try {
      const log = await openLogOfPage();
      if (!log) return albumNames.map((ref) => ({ ref, kind: 'none' }));
      return await readCovers(log, albumNames, pictures);
    } catch {
      return albumNames.map((ref) => ({ ref, kind: 'later' }));
    }
  },
});

async function readCovers(
  log: LogDatabase,
  albumNames: readonly string[],
  pictures: ApplePictures,
): Promise<PictureAnswer[]> {
  const keys = await readListedAlbums(log, albumNames);
  // The page's log need not be the current one, and two logs may have albums of the same name.
  const prefix = `${log.name} `;
  const nameIn = (ref: PictureRef): string => ref.slice(prefix.length);
  const find: FindPhotos = async (refs) => {
    const covers = refs.map((ref) => coverOf(keys.get(nameIn(ref)) ?? ''));
    const found = await findPhotos(log, covers);
    return new Map(
      refs.flatMap((ref, at) => {
        const photo = found.get(covers[at] ?? '');
        return photo ? [[ref, photo]] : [];
      }),
    );
  };
  const answers = await pictures.read(
    [...keys.keys()].map((name) => prefix + name),
    find,
  );
  const byName = new Map(answers.map((answer) => [nameIn(answer.ref), answer]));
  return albumNames.map((ref) => ({ ...(byName.get(ref) ?? { kind: 'later' }), ref }));
}
