import { isBatteryLow } from '../../utils/domain/progress/keep-awake.ts';
import { readPower } from '../../utils/engine/read-power.ts';
import { startHost } from '../../utils/engine/host.ts';
import { askBackground, serve } from '../../utils/messaging/message.ts';
import type { BackgroundProtocol } from '../../utils/messaging/protocol.ts';

const host = startHost((name, request) =>
  askBackground(name, ...([request] as Parameters<BackgroundProtocol[typeof name]>)),
);
serve('host', { wake: (request) => host.wake(request), readPower });

/** The part of a browser's battery that we use. */
interface Battery extends EventTarget {
  level: number;
  charging: boolean;
}

/** Reports the battery to the background, which cannot see it: a low one ends the wish to stay awake. */
async function followBattery(): Promise<void> {
  const device: Navigator & { getBattery?(): Promise<Battery> } = navigator;
  const battery = await device.getBattery?.();
  if (!battery) return;
  const report = (): void => {
    void askBackground('batteryChanged', { isLow: isBatteryLow(battery) }).catch(() => undefined);
  };
  battery.addEventListener('levelchange', report);
  battery.addEventListener('chargingchange', report);
  report();
}
void followBattery().catch(() => undefined);
