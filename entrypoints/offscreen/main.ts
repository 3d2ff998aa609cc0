import { startHost } from '../../utils/engine/host.ts';
import { askBackground, serve } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';

const host = startHost((name, request) =>
  askBackground(name, ...([request] as Parameters<BackgroundProtocol[typeof name]>)),
);
serve('host', { wake: (request) => host.wake(request) });
