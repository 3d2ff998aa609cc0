import { attentionOf } from '../../../utils/domain/run/run.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { hostileTexts, hostileValues, type Mutation, mutated, mutation } from '../support/hostile-input.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { isErrorCode } from '../../../utils/errors.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

/** The same cases each time; another number finds others. */
const SEED = 20_261_126;

/** One text between two tags, or one attribute's, is another. */
const mutatedXml = (text: string, { index, value }: Mutation): string => {
  const texts = [...text.matchAll(/(?<=[>"])[^<>"]+(?=[<"])/g)];
  const chosen = texts[index % Math.max(1, texts.length)];
  if (!chosen) return String(value);
  return `${text.slice(0, chosen.index)}${String(value)}${text.slice(chosen.index + chosen[0].length)}`;
};

const mutatedText = (text: string, change: Mutation): string => {
  if (text.startsWith('<')) return mutatedXml(text, change);
  try {
    return JSON.stringify(mutated(JSON.parse(text), change)) ?? '';
  } catch {
    return String(change.value);
  }
};

/** Copies two photos and a Live Photo with malformed answers of Jottacloud, and checks the invariants. */
async function expectSafeCopy(
  forgeText: (text: string) => string,
  prepare: (world: World) => void = () => undefined,
): Promise<void> {
  const library = createLibrary(3);
  for (const name of ['IMG_0001.JPG', 'IMG_0002.JPG']) library.addPhoto({ name, bytes: 3_000 });
  library.addLivePhoto({ name: 'IMG_0003.HEIC', bytes: 5_000 });
  await using world = await startWorld(library, { speed: 2_000 });
  prepare(world);
  const life = await startEngine(world, { forgeText });
  await life.press();
  const run = await life.until(({ status }) => status !== 'active');
  life.kill();

  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const attention = attentionOf(run);
  if (attention) expect(isErrorCode(attention.code) && attention.code).not.toBe('unexpected');
  const report = await readReport(world.log);
  for (const { error } of report?.problems ?? []) expect(error.code).not.toBe('unexpected');
  const stored = new Set(await storedContent(world.jottacloud));
  if (report && isComplete(run, report.totals))
    expect(wantedContent(library).filter((content) => !stored.has(content))).toEqual([]);
  else expect(['finished', 'attention']).toContain(run.status);
}

test('a malformed answer of Jottacloud never ends a run silently', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.option(mutation), { minLength: 1, maxLength: 14 }), (changes) => {
      const left = [...changes];
      return expectSafeCopy((text) => {
        const change = left.shift();
        return change ? mutatedText(text, change) : text;
      });
    }),
    { numRuns: 50, seed: SEED },
  ),
);

test('no file is lost, whatever Jottacloud says of files that exist', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...hostileValues),
      fc.nat(40),
      fc.constantFrom('<file', '<filelist'),
      (value, index, start) =>
        expectSafeCopy(
          (text) =>
            text.includes(start) && !text.includes('<folder')
              ? mutatedXml(text, { index, value, kind: 'replace' })
              : text,
          ({ jottacloud }) =>
            jottacloud.faults.add({ host: /^up-/, times: 2, action: { kind: 'loseReply' } }),
        ),
    ),
    { numRuns: 40, seed: SEED },
  ),
);

test.each(hostileTexts)('%s in place of three answers never ends a run silently', async (_, body) => {
  let left = 3;
  await expectSafeCopy((text) => {
    left -= 1;
    return left >= 0 ? body : text;
  });
});
