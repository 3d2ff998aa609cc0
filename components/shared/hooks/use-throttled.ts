import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Returns the latest value, changing at most once every `everyMs`. The first change shows at once, the last is never lost.
 *
 * @param subject topic of the value; a new topic shows at once
 */
export function useThrottled<Value>(value: Value, everyMs: number, subject: unknown): Value {
  const [shown, setShown] = useState({ value, subject });
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const isOfAnother = !Object.is(subject, shown.subject);

  useEffect(() => {
    if (Object.is(value, shown.value) && !isOfAnother) return undefined;
    const show = () => {
      changedAtMs.current = performance.now();
      setShown({ value, subject });
    };
    const waitMs = isOfAnother ? 0 : Math.max(0, changedAtMs.current + everyMs - performance.now());
    const timer = setTimeout(show, waitMs);
    return () => clearTimeout(timer);
  }, [value, subject, isOfAnother, shown, everyMs]);

  return isOfAnother ? value : shown.value;
}
