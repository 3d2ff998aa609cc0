import { isBatteryLow } from '../domain/progress/keep-awake.ts';
import { isMetered, type PowerState } from '../domain/top-up/top-up.ts';

/** The parts of a browser that report power and connection. Firefox has neither. */
interface Device {
  getBattery?(): Promise<{ level: number; charging: boolean }>;
  connection?: { saveData?: boolean; type?: string };
}

/**
 * Reads battery and connection, as far as the browser reports them. Only a document can see the battery.
 *
 * @param device another one than this browser, in tests
 */
export async function readPower(device: object = navigator): Promise<PowerState> {
  const parts: Device = device;
  const battery = await parts.getBattery?.().catch(() => null);
  return {
    hasLowBattery: battery ? isBatteryLow(battery) : false,
    isMetered: parts.connection ? isMetered(parts.connection) : false,
  };
}
