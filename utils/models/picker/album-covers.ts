import type { PictureAnswer, PictureRef } from '../../domain/picture/small-picture.ts';
import { retryTable } from '../../domain/retry/retry-table.ts';
import type { PicturePorts } from '../pictures/page-pictures.ts';

const { maxTries } = retryTable.albumCover;

/**
 * Asks for covers of albums by record name, each a limited number of times: a page at icloud.com stays open for days. A cover
 * that never came counts as missing.
 */
export function createAskCovers(
  ask: (albumNames: string[]) => Promise<PictureAnswer[]>,
): PicturePorts['ask'] {
  const tries = new Map<PictureRef, number>();
  return async (refs) => {
    const answers = await ask(refs).catch((): PictureAnswer[] => []);
    const byRef = new Map(answers.map((answer) => [answer.ref, answer]));
    return refs.map((ref) => {
      const answer: PictureAnswer = byRef.get(ref) ?? { ref, kind: 'later' };
      if (answer.kind !== 'later') return answer;
      const count = (tries.get(ref) ?? 0) + 1;
      tries.set(ref, count);
      return count < maxTries ? answer : { ref, kind: 'none' };
    });
  };
}
