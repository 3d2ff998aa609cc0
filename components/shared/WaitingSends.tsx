import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';

/** Presses that wait for an open run or for the setup; nothing if there are none. */
export function WaitingSends({ snapshot }: { snapshot: TransferSnapshot }) {
  const { photos, albums, isEverything, tasks } = snapshot.waiting;
  const parts = [
    isEverything && t('sendsLibrary'),
    albums > 0 && tn('sendsAlbums', albums, formatCount(albums)),
    photos > 0 && tn('sendsPhotos', photos, formatCount(photos)),
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return (
    <>
      <output>{t(snapshot.run === null ? 'sendsKept' : 'sendsWaiting', parts.join(', '))}</output>
      {snapshot.run !== null && (
        <a href="/transfer.html#tasks" target="_blank">
          {tn('tasksWaiting', tasks, formatCount(tasks))}
        </a>
      )}
    </>
  );
}
