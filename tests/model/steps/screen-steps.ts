import { type ModelState, nth } from '../model-state.ts';
import { arrange } from './settings-now.ts';
import type { Step, StepName } from './step.ts';
import { type Choice, everything } from '../../../utils/domain/album/choice.ts';
import type { AlbumRecord, AssetRecord } from '../../fakes/icloud/library/records.ts';
import { readLatestRun, sharedLog } from '../../../utils/store/database.ts';
import { settings } from '../../../utils/settings/settings.ts';
import type { Run } from '../../../utils/domain/run/run.ts';

type StepOf<Name extends StepName> = Extract<Step, [Name, ...unknown[]]>;
type Doer<Name extends StepName> = (state: ModelState, step: StepOf<Name>) => Promise<void>;

/** As many as the first run sends on trial. */
const FIRST_PHOTOS = 5;

const latestRun = async (): Promise<Run | null> => readLatestRun(await sharedLog());

/** Keys as the plan page has them from the log. */
const keyOf = ({ zone, recordName }: AssetRecord | AlbumRecord): string =>
  `${zone.database}:${zone.zoneName}/${recordName}`;

/** Nothing is under way: the popup offers "Copy to Jottacloud". */
const isAtRest = (run: Run | null): boolean => run === null || run.status === 'finished';
const isPlanned = (run: Run | null): boolean => run?.status === 'planned';
/** Nothing moves yet: the plan is made or shown. */
const isChoosing = (run: Run | null): boolean =>
  run !== null && !run.isConfirmed && (run.status === 'planned' || run.status === 'active');

/** Presses a button, if it is there. @returns whether it was */
async function pressIf(
  { world }: ModelState,
  isThere: (run: Run | null) => boolean,
  work: () => Promise<unknown>,
): Promise<boolean> {
  if (!isThere(await latestRun())) return false;
  await world.press(work);
  return true;
}

const choose = async (state: ModelState, choice: Partial<Choice>): Promise<void> =>
  void (await pressIf(state, isChoosing, () =>
    state.world.handlers.chooseTransfer({ choice: { ...everything, ...choice } }),
  ));

async function send(state: ModelState, wanted: { assetNames: string[]; thumbs: string[] }): Promise<void> {
  state.newsAt = state.moment;
  await state.world.press(async () => {
    const { undoId } = await state.world.page.add(wanted);
    if (undoId !== null) state.wishes.push({ kind: 'send', assetNames: wanted.assetNames, at: state.moment });
  });
}

const setting = (state: ModelState, change: () => Promise<void>): Promise<void> => {
  state.newsAt = state.moment;
  return state.world.press(change);
};

/** What one person does at the popup, on the plan page, in the settings and on iCloud Photos. */
export const screenSteps = {
  press: async (state) => {
    const isPressed = await pressIf(state, isAtRest, () => state.world.handlers.startTransfer());
    if (isPressed && !isAtRest(await latestRun()))
      state.wishes.push({ kind: 'copy', assetNames: [], at: state.moment });
  },
  start: async (state) =>
    void (await pressIf(state, isPlanned, () => state.world.handlers.confirmTransfer())),
  notNow: async (state) => {
    if (!(await pressIf(state, isChoosing, () => state.world.handlers.dropTransfer()))) return;
    state.wishes = state.wishes.filter(({ kind }) => kind !== 'copy');
    state.newsAt = state.moment;
  },
  chooseAll: (state) => choose(state, {}),
  chooseAlbum: async (state, [, number]) => {
    const album = nth(state.albums, number);
    if (album) await choose(state, { albums: [keyOf(album)] });
  },
  chooseUnfiled: async (state, [, number]) => {
    const album = nth(state.albums, number);
    await choose(state, { albums: album ? [keyOf(album)] : [], unfiled: true });
  },
  chooseDates: (state, [, first, last]) =>
    choose(state, { from: dayOfMonth(first, '01'), to: dayOfMonth(last, '28') }),
  copyFive: async (state) => {
    const items = state.photos
      .filter(({ isExpunged, isHidden, expungeMs }) => !isExpunged && !isHidden && expungeMs === undefined)
      .slice(0, FIRST_PHOTOS)
      .map(keyOf);
    await pressIf(state, isPlanned, () =>
      state.world.handlers.copyChosen({ choice: { ...everything, items } }),
    );
  },
  copyAll: async (state) =>
    void (await pressIf(
      state,
      (run) => isAtRest(run) || isPlanned(run),
      () => state.world.handlers.copyChosen({ choice: everything }),
    )),
  layout: (state, [, layout]) => setting(state, () => arrange({ layout })),
  destination: (state, [, name]) =>
    setting(state, () =>
      settings.destinationFolder.setValue(name === 0 ? 'iCloud Photos' : `Photos ${name}`),
    ),
  hidden: (state, [, isOn]) => setting(state, () => arrange({ hidden: isOn })),
  recentlyDeleted: (state, [, isOn]) => setting(state, () => arrange({ recentlyDeleted: isOn })),
  details: (state, [, details]) => setting(state, () => arrange({ details })),
  compatible: (state, [, isOn]) => setting(state, () => arrange({ compatible: isOn })),
  gallery: (state, [, gallery]) => setting(state, () => arrange({ gallery })),
  showPlan: (state, [, isOn]) => setting(state, () => settings.showPlan.setValue(isOn)),
  pause: async (state) =>
    void (await pressIf(
      state,
      (run) => run?.status === 'active',
      () => state.world.handlers.pauseTransfer(),
    )),
  stop: async (state) => {
    const isOpen = (run: Run | null): boolean => run !== null && run.status !== 'finished';
    // Another one that has waited may begin right after it.
    const run = await latestRun();
    if (!(await pressIf(state, isOpen, () => state.world.handlers.stopTransfer()))) return;
    const isPick = (run?.choice.picks ?? null) !== null;
    state.wishes = state.wishes.filter(({ kind }) => (isPick ? kind !== 'send' : kind !== 'copy'));
    state.newsAt = state.moment;
  },
  goOn: async (state) =>
    void (await pressIf(
      state,
      (run) => run?.status === 'paused' || run?.status === 'attention',
      () => state.world.handlers.continueTransfer(),
    )),
  checkAgain: async (state) => {
    if (
      await pressIf(
        state,
        (run) => run?.status === 'finished',
        () => state.world.handlers.checkAgain(),
      )
    )
      state.newsAt = state.moment;
  },
  retry: async (state) =>
    void (await pressIf(
      state,
      (run) => run?.status === 'finished',
      () => state.world.handlers.retryFailed({ code: null }),
    )),
  send: async (state, [, number]) => {
    const asset = nth(state.photos, number);
    if (!asset || asset.isExpunged || asset.zone.isDeleted) return;
    await send(state, { assetNames: [asset.recordName], thumbs: [] });
  },
  sendUnknown: (state, [, photos]) =>
    send(state, { assetNames: Array.from({ length: photos }, (_, index) => `UNKNOWN-${index}`), thumbs: [] }),
  sendAlbum: async (state, [, number]) => {
    const album = nth(state.albums, number);
    if (!album || album.isExpunged) return;
    state.newsAt = state.moment;
    await state.world.press(() => state.world.page.add({ albumName: album.recordName }));
  },
  topUps: ({ world }, [, mode]) => world.press(() => settings.topUps.setValue(mode)),
} satisfies { [Name in StepName]?: Doer<Name> };

/** Photos are taken from January 2024 on. */
function dayOfMonth(month: number, day: string): string {
  const at = new Date(Date.UTC(2024, month, 1));
  return `${at.toISOString().slice(0, 7)}-${day}`;
}
