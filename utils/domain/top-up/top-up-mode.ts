/** What happens after a complete copy: nothing, a reminder every month, or an automatic copy of what is new. */
const topUpModes = ['off', 'remind', 'copy'] as const;
/** One of these. */
export type TopUpMode = (typeof topUpModes)[number];

/** Parses the stored setting; anything unknown is off. */
export const parseTopUpMode = (stored: unknown): TopUpMode =>
  topUpModes.find((mode) => mode === stored) ?? 'off';
