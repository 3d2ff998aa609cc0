import { vi } from 'vitest';
import { createIdleLoop } from './idle-loop.ts';

/** The world's first moment: a day after the library's last change. */
export const WORLD_BEGINS_MS = Date.UTC(2026, 10, 2, 12);

/** All clocks and timers of this process, as one virtual time that passes only while all code is idle. */
export interface ModelTime extends Disposable {
  /** Lets the present come to its end; no time passes. */
  settle(): Promise<void>;
  /** Lets time pass until it is so, or until so much of it has passed. @returns whether it was so */
  passUntil(isSo: () => boolean, maxMs?: number): Promise<boolean>;
  /** The same until some work has ended. @throws what the work throws; if it never ends */
  passWhile<T>(work: Promise<T>): Promise<T>;
  /** The browser died: none of its timers goes off any more. */
  forgetTimers(): void;
  jump(ms: number): void;
}

/** Takes all clocks over, until it is disposed of. */
export function createModelTime(): ModelTime {
  const loop = createIdleLoop();
  vi.useFakeTimers({
    now: WORLD_BEGINS_MS,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  /** Time that passed, whatever clocks were set to. */
  const passedMs = (): number => performance.now();
  const passUntil = async (isSo: () => boolean, maxMs = Infinity): Promise<boolean> => {
    const end = passedMs() + maxMs;
    for (;;) {
      await loop.settle();
      if (isSo()) return true;
      if (passedMs() >= end) return false;
      if (vi.getTimerCount() === 0) return false;
      vi.advanceTimersToNextTimer();
    }
  };
  return {
    settle: () => loop.settle(),
    passUntil,
    async passWhile(work) {
      let isOver = false;
      const end = work.finally(() => (isOver = true));
      end.catch(() => undefined);
      if (!(await passUntil(() => isOver, 3_600_000))) throw new Error('somebody waits for nothing');
      return end;
    },
    forgetTimers: () => vi.clearAllTimers(),
    jump: (ms) => void vi.setSystemTime(Date.now() + ms),
    [Symbol.dispose]() {
      vi.useRealTimers();
      loop.restore();
    },
  };
}
