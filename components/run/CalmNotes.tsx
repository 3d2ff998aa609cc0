import { t, type MessageKey } from '../../utils/i18n.ts';
import type { LiveNote } from '../../utils/domain/progress/progress.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import './calm-note.css';

type Keys = readonly [title: MessageKey, body: MessageKey];

const live: Record<LiveNote, Keys> = {
  woken: ['noteWokenTitle', 'noteWokenBody'],
  shaky: ['noteShakyTitle', 'noteShakyBody'],
  'clock-wrong': ['noteClockTitle', 'noteClockBody'],
};
const resumed: Keys = ['noteResumedTitle', 'noteResumedBody'];
const rebuilt: Keys = ['noteRebuiltTitle', 'noteRebuiltBody'];

/** So long it is told that the copy went on after the browser had been closed. */
const RESUMED_MS = 10 * 60_000;

/** What is worth a word while it goes on by itself: nothing is to be pressed. */
export function CalmNotes({ model }: { model: TransferModel }) {
  const { run, resumedAt } = model.snapshot.value;
  const now = model.live.value?.at ?? 0;
  const notes = [
    ...(run?.isRebuilt ? [rebuilt] : []),
    ...(resumedAt !== null && now - resumedAt < RESUMED_MS ? [resumed] : []),
    ...(model.live.value?.notes ?? []).map((note) => live[note]),
  ];
  return (
    <>
      {notes.map(([title, body]) => (
        <div key={title} class="calm-note">
          <p class="calm-note__title">{t(title)}</p>
          <p>{t(body)}</p>
        </div>
      ))}
    </>
  );
}
