import { useThrottled } from './hooks/use-throttled.ts';

/** Progress changes several times a second; a screen reader must not read all of it. */
const SPOKEN_EVERY_MS = 10_000;

/**
 * The state in one sentence for screen readers, at most every ten seconds.
 *
 * @param state a new state is announced at once
 */
export const SpokenStatus = ({ state, sentence }: { state: string; sentence: string }) => (
  <output class="visually-hidden">{useThrottled(sentence, SPOKEN_EVERY_MS, state)}</output>
);
