import { formatDurationRange, formatSpeed, formatTimeTaken } from '../../utils/format.ts';
import { t, type MessageKey } from '../../utils/i18n.ts';
import type { LiveProgress, Step } from '../../utils/domain/progress/progress.ts';
import { quietSeconds } from '../../utils/domain/run/quiet.ts';
import './live-figures.css';

const steps: Record<Step, MessageKey> = {
  listing: 'stepListing',
  downloading: 'stepDownloading',
  uploading: 'stepUploading',
  checking: 'stepChecking',
  waiting: 'stepWaiting',
};

/** What only the running engine knows: time left, speed, step, the file that was finished last. A silent line has no speed and no time left. */
export function LiveFigures({ live }: { live: LiveProgress | null }) {
  if (!live) return null;
  const quiet = quietSeconds(live);
  return (
    <div class="live-figures">
      {quiet === null && (
        <>
          <p class="live-figures__time">{live.secondsLeft && timeLeft(live.secondsLeft)}</p>
          <p class="live-figures__speed">{live.bytesPerSecond > 0 && formatSpeed(live.bytesPerSecond)}</p>
        </>
      )}
      <p class="live-figures__wide">
        {quiet === null ? t(steps[live.step]) : t('lineQuiet', formatTimeTaken(quiet))}
      </p>
      {live.lastFile !== null && (
        <p class="live-figures__wide live-figures__file" title={live.lastFile}>
          {t('lastFile', live.lastFile)}
        </p>
      )}
    </div>
  );
}

function timeLeft(secondsLeft: { least: number; most: number }): string {
  const range = formatDurationRange(secondsLeft);
  return range === null ? t('timeLeftShort') : t('timeLeft', range);
}
