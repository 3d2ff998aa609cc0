import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatSpeed, formatTimeOfDay } from '../../utils/format.ts';
import { isGap, type SpeedSeries } from '../../utils/domain/progress/speed-series.ts';
import { epochMs } from '../../utils/units.ts';

/** A chart on the page. */
export interface SpeedPlot {
  show(series: SpeedSeries): void;
  end(): void;
}

/** Height of the chart with its axis. */
const HEIGHT_PX = 180;
/** Space for `999 MB/s` in every language. */
const SPEEDS_PX = 76;
/** Space for the times below. */
const TIMES_PX = 30;
/** Minimum width of a time with its distance to the next. */
const LABEL_PX = 90;
/** Steps between times: at least a minute, because labels show no seconds. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1_440, 2_880, 10_080].map((minutes) => minutes * 60);
/** The line of bytes a second that a chart without traffic ends at. */
const MIN_TOP = 1_000;

/**
 * Draws the speeds into an element at its full width, in the page's colours, and follows changes of the scheme.
 * The two lines differ in stroke, not in colour alone.
 */
export function drawSpeeds(container: HTMLElement, first: SpeedSeries): SpeedPlot {
  const colour = (name: string) => (): string => getComputedStyle(container).getPropertyValue(name);
  const axis = {
    stroke: colour('--ink-soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(container).fontFamily}`,
  };
  const plot = new UPlot(
    {
      width: container.clientWidth,
      height: HEIGHT_PX,
      cursor: { show: false },
      legend: { show: false },
      scales: { y: { range: (_, __, most) => [0, Math.max(MIN_TOP, (most ?? 0) * 1.1)] } },
      axes: [
        {
          ...axis,
          size: TIMES_PX,
          space: LABEL_PX,
          incrs: [...STEPS_S],
          values: (_, seconds) => seconds.map((at) => formatTimeOfDay(epochMs(at * 1_000))),
        },
        { ...axis, size: SPEEDS_PX, values: (_, speeds) => speeds.map((speed) => formatSpeed(speed)) },
      ],
      series: [
        {},
        { stroke: colour('--accent'), width: 2 },
        { stroke: colour('--warn'), width: 2, dash: [6, 4] },
      ],
    },
    columns(first),
    container,
  );
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const redraw = (): void => plot.redraw(false);
  scheme.addEventListener('change', redraw);
  const width = new ResizeObserver(() => plot.setSize({ width: container.clientWidth, height: HEIGHT_PX }));
  width.observe(container);
  return {
    show: (series) => plot.setData(columns(series)),
    end() {
      scheme.removeEventListener('change', redraw);
      width.disconnect();
      plot.destroy();
    },
  };
}

/** Returns the chart's columns: times in seconds, then one array for each line. Pauses are gaps. */
function columns(series: SpeedSeries): [number[], (number | null)[], (number | null)[]] {
  const [times, received, sent]: [number[], (number | null)[], (number | null)[]] = [[], [], []];
  let before: SpeedSeries['points'][number] | undefined;
  for (const point of series.points) {
    if (before && isGap(series, before, point)) {
      times.push((before.at + series.stepMs) / 1_000);
      received.push(null);
      sent.push(null);
    }
    times.push(point.at / 1_000);
    received.push(point.received);
    sent.push(point.sent);
    before = point;
  }
  return [times, received, sent];
}
