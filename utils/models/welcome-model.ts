import type { ReadonlySignal } from '@preact/signals';
import type { FirstPhoto, FirstRunStep } from '../domain/run/first-run.ts';
import type { SessionState } from '../domain/run/snapshot.ts';

/** Who is signed in at iCloud, as far as an open page there tells. */
export interface IcloudAccount {
  session: SessionState;
  /** `K••@•••.no`; null where it is not known. */
  account: string | null;
}

/** The first run: which step is next, and what its buttons do. What a copy does is told by the `TransferModel` beside it. */
export interface WelcomeModel {
  step: ReadonlySignal<FirstRunStep>;
  /** Jottacloud, here or on another page. */
  isConnected: ReadonlySignal<boolean>;
  icloud: ReadonlySignal<IcloudAccount>;
  /** The photos that were sent first; empty before. */
  firstPhotos: ReadonlySignal<readonly FirstPhoto[]>;
  /** The promises were read. */
  begin(): Promise<void>;
  /** Somebody connected Jottacloud, or something else changed that is not in the log. */
  look(): Promise<void>;
  /** "Yes, this is the right account": the counting begins. */
  confirmAccount(): Promise<void>;
  /** "Send 5 photos first". */
  sendFirst(): Promise<void>;
  /** "Copy everything". */
  copyEverything(): Promise<void>;
}
