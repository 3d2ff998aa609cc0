import { type Check, NotAskedError } from '../check.ts';
import { counted, type IcloudContext } from './context.ts';
import type { PageSummary } from '../../icloud/transport.ts';

/** Inspects the page once for both checks. @throws {NotAskedError} if no page answers */
async function pageSummaryOf(context: IcloudContext, signal: AbortSignal): Promise<PageSummary> {
  const { found } = context;
  found.pageSummary ??= await context.readPageSummary(signal);
  if (found.pageSummary === null) throw new NotAskedError('unreached');
  return found.pageSummary;
}

/** Parameters of every known call of the page. Source: docs/icloud-photos.md 1.4. */
const USUAL_PARAMETERS = ['clientBuildNumber', 'clientId', 'dsid'];

/** Checks which parameters the page's own calls have. Source: docs/icloud-photos.md 1.4. */
export const pageParameters: Check<IcloudContext> = {
  id: 'pageParameters',
  side: 'icloud',
  asked: "query of the page's own latest call to the photo service",
  async run(context, signal) {
    const { parameters } = await pageSummaryOf(context, signal);
    return {
      verdict: USUAL_PARAMETERS.every((name) => parameters.includes(name)) ? 'expected' : 'other-way',
      answer: parameters.length > 0 ? parameters.join(', ') : 'none that is copied',
    };
  },
};

/** Checks whether the pictures of the page can be recognised. Source: docs/icloud-photos.md 9.4. */
export const pagePictures: Check<IcloudContext> = {
  id: 'pagePictures',
  side: 'icloud',
  asked: 'pictures of the tiles in view on the open page',
  async run(context, signal) {
    const { tiles, signed, blobReadable, blobUnreadable } = await pageSummaryOf(context, signal);
    if (tiles === 0) throw new NotAskedError('nothing');
    const readable = signed + blobReadable;
    return {
      verdict: readable > 0 && blobUnreadable === 0 ? 'expected' : 'other-way',
      answer: `${counted(tiles, 'tile')}: ${signed} with a signed address, ${blobReadable} with a readable blob, ${blobUnreadable} with an unreadable blob`,
    };
  },
};
