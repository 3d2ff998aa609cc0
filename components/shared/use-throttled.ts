import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * The latest value, but changing at most once in `everyMs`; the first change comes at once, the last one never gets lost.
 */
export function useThrottled<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value);
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    if (Object.is(value, shown)) return undefined;
    const show = () => {
      changedAtMs.current = performance.now();
      setShown(() => value);
    };
    const timer = setTimeout(show, Math.max(0, changedAtMs.current + everyMs - performance.now()));
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);

  return shown;
}
