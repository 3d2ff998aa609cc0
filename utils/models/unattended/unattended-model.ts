import { type ReadonlySignal, signal } from '@preact/signals';
import { type StoredItem, signalOf } from '../stored-signal.ts';

/** Settings of a copy that nobody watches. */
export interface UnattendedModel {
  keepAwake: ReadonlySignal<boolean>;
  notifications: ReadonlySignal<boolean>;
  /** The browser has refused one of them. */
  isRefused: ReadonlySignal<boolean>;
  /** `page`: works only while Details is open in front. */
  awakeBy: 'browser' | 'page';
  /** Asks for the browser's permission, in the user's own press. */
  setKeepAwake(isOn: boolean): Promise<void>;
  setNotifications(isOn: boolean): Promise<void>;
}

/** Everything the model reads, writes and asks. */
export interface UnattendedPorts {
  awakeBy: UnattendedModel['awakeBy'];
  keepAwake: StoredItem<boolean>;
  notifications: StoredItem<boolean>;
  /** Whether the browser has the permission. */
  has(permission: 'power' | 'notifications'): Promise<boolean>;
  /** Asks the user. Browsers ask only in the press itself. */
  allow(permission: 'power' | 'notifications'): Promise<boolean>;
}

/** Creates the model of what happens while nobody watches. */
export async function createUnattendedModel(ports: UnattendedPorts): Promise<UnattendedModel> {
  const isRefused = signal(false);
  const needsPower = ports.awakeBy === 'browser';
  const [keepAwake, notifications] = await Promise.all([
    permitted(ports, ports.keepAwake, needsPower ? 'power' : null, isRefused),
    permitted(ports, ports.notifications, 'notifications', isRefused),
  ]);
  return {
    awakeBy: ports.awakeBy,
    isRefused,
    keepAwake: keepAwake.shown,
    notifications: notifications.shown,
    setKeepAwake: keepAwake.set,
    setNotifications: notifications.set,
  };
}

/** A stored tick that is on only with a permission. */
async function permitted(
  ports: Pick<UnattendedPorts, 'has' | 'allow'>,
  item: StoredItem<boolean>,
  permission: 'power' | 'notifications' | null,
  isRefused: { value: boolean },
) {
  const stored = await signalOf(item);
  const shown = signal(stored.value && (permission === null || (await ports.has(permission))));
  return {
    shown,
    async set(isOn: boolean): Promise<void> {
      isRefused.value = false;
      // Asked before anything else: a popup may close at the question, and the tick is stored by then.
      const answer = isOn && permission !== null ? ports.allow(permission).catch(() => false) : isOn;
      shown.value = isOn;
      await stored.set(isOn);
      const isAllowed = await answer;
      if (isOn && !isAllowed) {
        shown.value = false;
        isRefused.value = true;
        await stored.set(false);
      }
    },
  };
}
