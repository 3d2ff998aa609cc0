import { noLogAlbums } from '../../../utils/domain/album/log-albums.ts';
import { setupOpenedAt } from '../../../utils/settings/stored-items.ts';
import type { Handlers } from '../../../utils/messaging/message.ts';
import type { InPageProtocol } from '../../../utils/messaging/protocol.ts';
import type { AlbumAnswers } from './album-answers.ts';
import type { InPageActions } from './in-page-actions.ts';

/** Minimum time between two openings of a page of ours: a page can ask without a press. */
const SETUP_INTERVAL_MS = 60_000;

/** Returns true once in {@link SETUP_INTERVAL_MS}. */
async function mayOpen(now: () => number): Promise<boolean> {
  const sinceMs = now() - (await setupOpenedAt.getValue());
  if (sinceMs >= 0 && sinceMs < SETUP_INTERVAL_MS) return false;
  await setupOpenedAt.setValue(now());
  return true;
}

/** Answers iCloud Photos, one short function for each message. Before the setup nothing is added. */
export const createInPageHandlers = (
  actions: InPageActions & AlbumAnswers,
  now = Date.now,
): Handlers<InPageProtocol> => ({
  async pageState() {
    const [isSetUp, marks, setup] = await Promise.all([
      actions.isSetUp(),
      actions.wantsMarks(),
      actions.readSetup(),
    ]);
    return { isSetUp, marks, setup };
  },
  thumbStates: async ({ thumbs }) => Object.fromEntries(await actions.thumbStates(thumbs)),
  itemStates: async ({ assetNames }) => Object.fromEntries(await actions.itemStates(assetNames)),
  albumFigures: async ({ albumNames }) =>
    (await actions.isSetUp()) ? actions.albumFigures(albumNames) : noLogAlbums,
  albumCovers: async ({ albumNames }) =>
    (await actions.isSetUp())
      ? actions.albumCovers(albumNames)
      : albumNames.map((ref) => ({ ref, kind: 'none' })),
  async sendItems(wanted) {
    // During a copy a press waits behind it, so no plan is made yet.
    const isPlan = !('assetNames' in wanted) && !(await actions.isCopying());
    if (!(await actions.isSetUp())) return { added: 0, undoId: null, needsSetup: true, isPlan };
    return { ...(await actions.add(wanted)), needsSetup: false, isPlan };
  },
  undoSend: async ({ undoId }) => ({ isTakenBack: await actions.undo(undoId) }),
  async openSetup({ keep }) {
    await actions.keep(keep);
    if (await mayOpen(now)) await actions.openSetup();
  },
  async openDetails() {
    if (await mayOpen(now)) await actions.openDetails();
  },
  continueSetup: () => actions.continueSetup(),
});
