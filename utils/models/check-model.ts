import type { ReadonlySignal } from '@preact/signals';
import type { CheckRow } from '../domain/check/check-row.ts';
import { type CheckOrigin, checkText } from '../domain/check/check-text.ts';
import { signal } from '@preact/signals';

/** `busy`: a copy is under way, which a check would disturb. */
export type CheckStage = 'idle' | 'busy' | 'running' | 'done';

/** Signals of the page "Check my connection", and the actions it calls. */
export interface CheckModel {
  stage: ReadonlySignal<CheckStage>;
  /** Rows that are there, in their order. */
  rows: ReadonlySignal<readonly CheckRow[]>;
  /** Runs all checks, unless a copy is under way. */
  check(): Promise<void>;
  /** The rows as a text for whoever helps. */
  text(): string;
  /** Puts the text on the clipboard. */
  copyText(): Promise<void>;
}

/** What the model is given. */
export interface CheckPorts {
  /** Runs the checks, and hands each row over as soon as it is there. */
  run(onRow: (row: CheckRow) => void): Promise<void>;
  /** Whether a copy is working now. */
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
