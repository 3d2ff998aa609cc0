import type { Tokens } from '../jottacloud/sign-in/with-token.ts';
import type { EpochMs } from '../units.ts';

/** So long one answer serves: a sign-out reaches the engine as late as that. */
const HELD_MS = 5_000;

/**
 * Asks for a token once for all calls of a few seconds: each question goes through three contexts and opens the seal of
 * the sign-in, which costs more than the call of a small file that it is for. What was refused is asked about at
 * once.
 */
export function holdTokens(tokens: Tokens, now: () => EpochMs): Tokens {
  let held: { token: ReturnType<Tokens>; minLifeMs: number; until: number } | null = null;
  return (minLifeMs, refused) => {
    if (held && refused === null && held.minLifeMs >= minLifeMs && now() < held.until) return held.token;
    const asked = { token: tokens(minLifeMs, refused), minLifeMs, until: now() + HELD_MS };
    held = asked;
    asked.token.catch(() => {
      if (held === asked) held = null;
    });
    return asked.token;
  };
}
