/** A life that can end between any two lines; pending promises then never settle. */
export interface Mortality {
  readonly isDead: boolean;
  die(): void;
}

/** @param maxCalls calls through {@link mortal} after which it dies */
export function createMortality(maxCalls: number, onDeath: () => void): Mortality & { count(): void } {
  let calls = 0;
  let isDead = false;
  const die = (): void => {
    if (isDead) return;
    isDead = true;
    onDeath();
  };
  return {
    get isDead() {
      return isDead;
    },
    die,
    count() {
      calls += 1;
      if (calls > maxCalls) die();
    },
  };
}

const never = (): Promise<never> => new Promise(() => undefined);

/** The same methods, each of them a place where the life may end: before its effect, or between the effect and its answer. */
export function mortal<Port extends object>(port: Port, life: ReturnType<typeof createMortality>): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]): Promise<unknown> => {
        life.count();
        if (life.isDead) return never();
        try {
          const answer: unknown = await Reflect.apply(method, target, parameters);
          return life.isDead ? never() : answer;
        } catch (error) {
          if (life.isDead) return never();
          throw error;
        }
      };
    },
  });
}
