import { computed, type ReadonlySignal } from '@preact/signals';
import { parseTopUpMode } from '../../domain/top-up/top-up-mode.ts';
import { type StoredItem, signalOf } from '../stored-signal.ts';

/** The offer to keep a complete copy complete. It is made until it is answered once. */
export interface TopUpOfferModel {
  /** Nobody has answered it, and the setting is off. */
  isOpen: ReadonlySignal<boolean>;
  /** Leads to the setting. */
  choose(): Promise<void>;
  decline(): Promise<void>;
}

/** Everything the model reads, writes and asks. */
export interface TopUpOfferPorts {
  setting: StoredItem<unknown>;
  isAnswered: StoredItem<boolean>;
  openSetting(): Promise<void>;
}

/** Creates the model of the offer. */
export async function createTopUpOffer(ports: TopUpOfferPorts): Promise<TopUpOfferModel> {
  const [setting, isAnswered] = await Promise.all([signalOf(ports.setting), signalOf(ports.isAnswered)]);
  return {
    isOpen: computed(() => !isAnswered.value && parseTopUpMode(setting.value) === 'off'),
    async choose() {
      await isAnswered.set(true);
      await ports.openSetting();
    },
    decline: () => isAnswered.set(true),
  };
}
