import { useEffect, useRef } from 'preact/hooks';
import { formatShownSpeed, formatSpeed, formatTimeTaken } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { BothDirections } from '../../utils/domain/progress/progress.ts';
import { type SpeedSeries, summary } from '../../utils/domain/progress/speed-series.ts';
import './speed-chart.css';
import type { SpeedPlot } from './speed-plot.ts';

/** Speeds of both directions during the run, as a chart and in words. @param props.now the current speeds */
export function SpeedChart({ series, now }: { series: SpeedSeries | null; now: BothDirections | null }) {
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<SpeedPlot | null>(null);
  const latest = useRef(series);
  latest.current = series;
  const isLine = series !== null && series.points.length > 1;

  useEffect(() => {
    if (!isLine) return undefined;
    let isGone = false;
    // The chart loads after the page. If it fails, the words say the same.
    const draw = async (): Promise<void> => {
      const { drawSpeeds } = await import('./speed-plot.ts');
      if (isGone || !container.current || !latest.current) return;
      plot.current = drawSpeeds(container.current, latest.current);
    };
    draw().catch(() => undefined);
    return () => {
      isGone = true;
      plot.current?.end();
      plot.current = null;
    };
  }, [isLine]);
  useEffect(() => {
    if (series) plot.current?.show(series);
  }, [series]);

  return (
    <figure class="speed-chart" aria-labelledby="speed-heading">
      <h2 class="speed-chart__heading" id="speed-heading">
        {t('speedHeading')}
      </h2>
      <p class="speed-chart__key">
        <span class="speed-chart__way speed-chart__way--received">
          {t('speedReceived')} {now && <b>{formatShownSpeed(now.received)}</b>}
        </span>
        <span class="speed-chart__way speed-chart__way--sent">
          {t('speedSent')} {now && <b>{formatShownSpeed(now.sent)}</b>}
        </span>
      </p>
      {isLine && <div class="speed-chart__plot" ref={container} aria-hidden="true" />}
      {/* the chart says it to eyes */}
      <figcaption class={isLine ? 'visually-hidden' : 'soft'}>
        {isLine ? inWords(series) : t('speedNone')}
      </figcaption>
    </figure>
  );
}

function inWords(series: SpeedSeries | null): string {
  const sums = series && summary(series);
  if (!sums) return t('speedNone');
  const { average, peak, lastsMs } = sums;
  return t(
    'speedSummary',
    formatTimeTaken(lastsMs / 1_000),
    formatSpeed(average.received),
    formatSpeed(peak.received),
    formatSpeed(average.sent),
    formatSpeed(peak.sent),
  );
}
