import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of that, time in which the thread ran: what other programs took of it does not count. */
  tdur?: number;
  args: { data?: { url?: string } };
}

/** What the main thread of a page did, ms of its own processor time. */
export interface Cost {
  /** Calls of our script, layout that they force included. */
  ownMs: number;
  ownCalls: number;
  /** What ran after a promise, whoever waited for it; ours waits for the background's answers. */
  microtaskMs: number;
  /** Style, layout and painting outside of scripts. */
  drawingMs: number;
  /** Everything. */
  mainMs: number;
}

/** Steps of a frame outside of scripts. Source: Chromium's trace categories devtools.timeline. */
const DRAWING = ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit'];
const TASK = 'ThreadControllerImpl::RunTask';
const CATEGORIES = ['devtools.timeline', 'toplevel', 'v8'];

/** Traces the page while work goes on. */
export async function costOf(cdp: CDPSession, work: () => Promise<void>): Promise<Cost> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  });
  await work();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  return readCost(mainThread(events));
}

/** Events of the thread that draws the page: of all, the one with the most frames. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const framesOf = new Map<string, number>();
  for (const event of events)
    if (event.name === 'UpdateLayoutTree')
      framesOf.set(threadOf(event), (framesOf.get(threadOf(event)) ?? 0) + 1);
  const [busiest] = [...framesOf].toSorted(([, a], [, b]) => b - a);
  return events
    .filter((event) => event.ph === 'X' && threadOf(event) === busiest?.[0])
    .toSorted((a, b) => a.ts - b.ts);
}

function readCost(events: readonly TraceEvent[]): Cost {
  const isOwn = ({ name, args }: TraceEvent): boolean =>
    name === 'FunctionCall' && args.data?.url?.startsWith('chrome-extension://') === true;
  const isScript = ({ name }: TraceEvent): boolean =>
    name === 'FunctionCall' || name === 'RunMicrotasks' || name === 'EvaluateScript';
  const sum = (some: readonly TraceEvent[]): number =>
    some.reduce((ms, { tdur = 0 }) => ms + tdur / 1_000, 0);
  const scripts = outermost(events.filter(isScript));
  const own = outermost(events.filter(isOwn));
  return {
    ownMs: sum(own),
    ownCalls: own.length,
    microtaskMs: sum(scripts.filter(({ name }) => name === 'RunMicrotasks')),
    drawingMs: sum(
      outermost(events.filter((event) => isScript(event) || DRAWING.includes(event.name))).filter(
        (event) => !isScript(event),
      ),
    ),
    mainMs: sum(events.filter(({ name }) => name === TASK)),
  };
}

/** Without events that lie within others. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = -Infinity;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}
