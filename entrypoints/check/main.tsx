import { render } from 'preact';
import { browser } from 'wxt/browser';
import { CheckPage } from '../../components/check/CheckPage.tsx';
import { browserName } from '../../utils/domain/report/browser-name.ts';
import { runCheckWorker } from '../../utils/engine/check-host.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { createCheckModel } from '../../utils/models/check-model.ts';

/** Lets one check run at a time across all open pages. */
const LOCK = 'fotoflytt-check';

const model = createCheckModel({
  run: (onRow) =>
    navigator.locks.request(LOCK, () =>
      runCheckWorker(
        (name, request) => askBackground(name, ...([request] as Parameters<BackgroundProtocol[typeof name]>)),
        onRow,
      ),
    ),
  isCopying: async () => (await readLatestRun(await sharedLog()))?.status === 'active',
  writeClipboard: (text) => navigator.clipboard.writeText(text),
  origin: { version: browser.runtime.getManifest().version, browser: browserName(navigator.userAgent) },
  now: () => new Date(),
});
const root = document.getElementById('app');
if (root) render(<CheckPage model={model} />, root);
