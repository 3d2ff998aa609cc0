import type { Handlers } from '../../utils/messaging/message.ts';
import type { PageProtocol } from '../../utils/messaging/protocol.ts';
import type { PageActions } from './page-actions.ts';

/** One short function a question of iCloud Photos. Before the setup nothing is added. */
export const createPageHandlers = (actions: PageActions): Handlers<PageProtocol> => ({
  async pageState() {
    const [isSetUp, marks] = await Promise.all([actions.isSetUp(), actions.wantsMarks()]);
    return { isSetUp, marks };
  },
  thumbStates: async ({ thumbs }) => Object.fromEntries(await actions.thumbStates(thumbs)),
  itemStates: async ({ assetNames }) => Object.fromEntries(await actions.itemStates(assetNames)),
  async sendItems(wanted) {
    const isPlan = !('assetNames' in wanted);
    if (!(await actions.isSetUp())) return { added: 0, undoId: null, needsSetup: true, isPlan };
    return { ...(await actions.add(wanted)), needsSetup: false, isPlan };
  },
  undoSend: async ({ undoId }) => ({ isTakenBack: await actions.undo(undoId) }),
  async openSetup({ keep }) {
    await actions.keep(keep);
    await actions.openSetup();
  },
});
