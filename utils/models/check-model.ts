import type { ReadonlySignal } from '@preact/signals';
import type { CheckRow } from '../domain/check/check-row.ts';
import { type CheckOrigin, checkText } from '../domain/check/check-text.ts';
import { signal } from '@preact/signals';

/** `busy`: a check would disturb the running copy. */
export type CheckStage = 'idle' | 'busy' | 'running' | 'done';

/** Signals of the page "Check my connection", and the actions it calls. */
export interface CheckModel {
  stage: ReadonlySignal<CheckStage>;
  /** Finished rows, in order. */
  rows: ReadonlySignal<readonly CheckRow[]>;
  /** Runs all checks, unless a copy is running. */
  check(): Promise<void>;
  /** Returns the rows as a text for a helper. */
  text(): string;
  /** Copies the text to the clipboard. */
  copyText(): Promise<void>;
}

/** Everything the model reads and runs. */
export interface CheckPorts {
  /** Runs the checks, and passes on each row as soon as it is finished. */
  run(onRow: (row: CheckRow) => void): Promise<void>;
  /** Returns whether a copy is running. */
  isCopying(): Promise<boolean>;
  writeClipboard(text: string): Promise<void>;
  origin: Omit<CheckOrigin, 'madeOn'>;
  now(): Date;
}

/** The model of the page "Check my connection". */
export function createCheckModel(ports: CheckPorts): CheckModel {
  const stage = signal<CheckStage>('idle');
  const rows = signal<readonly CheckRow[]>([]);
  const text = (): string =>
    checkText(rows.value, { ...ports.origin, madeOn: ports.now().toISOString().slice(0, 10) });

  return {
    stage,
    rows,
    text,
    async check() {
      if (stage.value === 'running') return;
      const before = stage.value;
      stage.value = 'running';
      try {
        if (await ports.isCopying()) {
          stage.value = 'busy';
          return;
        }
        rows.value = [];
        await ports.run((row) => (rows.value = [...rows.value, row]));
        stage.value = 'done';
      } catch (error) {
        stage.value = rows.value.length > 0 ? 'done' : before;
        throw error;
      }
    },
    copyText: () => ports.writeClipboard(text()),
  };
}
