import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { expect } from 'vitest';
import { expectedCompatibleOf } from '../../fakes/icloud/library/expected-originals.ts';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { ErrorCode } from '../../../utils/errors.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import type { FaultKind } from './fault-kinds.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

/** Content of the one photo that each case moves. */
export const PHOTO_BYTES = 300_000;
/** Waits pass a thousand times as fast: a quarter of an hour takes a second. */
const SPEED = 1_000;

/** A request of compatible copies. */
const on = { arrangement: { ...defaultArrangement, compatible: true } };

/** One step of a transfer: the requests that belong to it, and their service. */
export interface Step {
  name: string;
  service: 'icloud' | 'jottacloud';
  host: string | RegExp;
  path?: RegExp;
  method?: string;
  /** Number of these requests that succeed first. */
  skip?: number;
  /** A step of a later copy, which finds one more photo. */
  isLater?: boolean;
  /** A step of a later copy, which adds the compatible copy of the photo. */
  isCompatible?: boolean;
  /** Brings the world to where the step happens. */
  prepare?(world: World): void;
}

const listings = {
  service: 'jottacloud',
  host: 'jfs.jottacloud.com',
  path: /Photos\?mode=liststream/,
} as const;

/** The destination is listed before the first file is filed, and after the last one. */
export const destinationListings: readonly Step[] = [
  { ...listings, name: 'the first look at the destination' },
  { ...listings, name: 'the last look at the destination', skip: 1 },
  { ...listings, name: 'the look for an earlier copy', path: /Fotoflytt\?mode=liststream/ },
];

/** Largest cost of a fault. */
export interface Allowance {
  /** Content bytes that may come from Apple beyond one time the photo. */
  extraDown?: number;
  /** Content bytes that may go to Jottacloud beyond one time the photo. */
  extraUp?: number;
  /** How often it happens. Default 1. */
  times?: number;
  /** The copy stops with this, until a person has mended the cause. */
  stopsWith?: ErrorCode;
  mend?(world: World): Promise<unknown>;
}

/**
 * Lets a fault befall a step and holds the end against what was promised: finished, nothing short, the very bytes
 * there, the sign-in alive, and no more bytes moved than allowed.
 */
export async function expectVerified(
  step: Step,
  { action }: FaultKind,
  allowed: Allowance = {},
): Promise<void> {
  const { extraDown = 0, extraUp = 0, times = 1 } = allowed;
  const library = createLibrary(3);
  const { isCompatible = false } = step;
  if (isCompatible) library.addPhoto({ type: 'public.heic', bytes: PHOTO_BYTES, mediumBytes: PHOTO_BYTES });
  else library.addPhoto({ name: 'IMG_0001.JPG', bytes: PHOTO_BYTES });
  await using world = await startWorld(library, { speed: SPEED });
  const life = await startEngine(world);
  if (step.isLater) {
    await life.transfer();
    library.addPhoto({ name: 'IMG_0002.JPG', bytes: PHOTO_BYTES });
  }
  if (isCompatible) await life.transfer();
  step.prepare?.(world);
  const { host, path, method, skip = 0, isLater = false } = step;
  world[step.service].faults.add({
    ...{ host, times, skip, action },
    ...(path && { path }),
    ...(method !== undefined && { method }),
  });

  let run = await life.transfer(isCompatible ? on : {});
  if (allowed.stopsWith !== undefined) {
    expect(run).toMatchObject({ status: 'attention', attention: { code: allowed.stopsWith } });
    await allowed.mend?.(world);
    await life.resume();
    run = await life.until(({ status }) => status !== 'active');
  }

  expect(world[step.service].faults.fired.filter((fault) => fault.rule.action === action)).toHaveLength(
    times,
  );
  expect(rowOfRun(run)).toMatchObject({ status: 'finished', attention: null, shortfalls: [] });
  expect((await readReport(world.log))?.problems).toEqual([]);
  const copies = isCompatible ? library.primary.assets.flatMap(expectedCompatibleOf) : [];
  expect(await storedContent(world.jottacloud)).toEqual(
    [...wantedContent(library), ...copies.map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)].toSorted(),
  );
  expect(world.jottacloud.tokens.families.at(-1)).toMatchObject({ isAlive: true });
  expect(world.background.signIn).toMatchObject({ isOver: false });
  const contentBytes = isLater || isCompatible ? 2 * PHOTO_BYTES : PHOTO_BYTES;
  expect(downloadedBytes(world) - contentBytes).toBeLessThanOrEqual(extraDown);
  expect(uploadedBytes(world) - contentBytes).toBeLessThanOrEqual(extraUp);
}

/** Content bytes sent by Apple, without the bytes that a fault put in their place. */
function downloadedBytes({ icloud }: World): number {
  const invented = new Set(
    icloud.faults.fired.filter(({ rule }) => rule.action.kind === 'answer').map(({ request }) => request.id),
  );
  return icloud.requests
    .to(/icloud-content/)
    .filter(({ id }) => !invented.has(id))
    .reduce((sum, { answerBytes }) => sum + answerBytes, 0);
}

/** Content bytes that reached Jottacloud, also those that it threw away. */
const uploadedBytes = ({ jottacloud }: World): number =>
  jottacloud.requests.to('up-no-001.jottacloud.com').reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
