import fc from 'fast-check';
import type { Step } from './steps/step.ts';

const number = fc.nat(7);
const isOn = fc.boolean();

/** Relative frequency of each step that is always possible. */
const weighted: [weight: number, step: fc.Arbitrary<Step>][] = [
  [3, fc.tuple(fc.constant('add' as const), fc.integer({ min: 1, max: 3 }))],
  [1, fc.constant<Step>(['addAndDelete'])],
  [1, fc.constant<Step>(['addLive'])],
  [1, fc.constant<Step>(['addHeic'])],
  [1, fc.tuple(fc.constant('duplicate' as const), number)],
  [4, fc.tuple(fc.constant('edit' as const), number)],
  [2, fc.tuple(fc.constant('hide' as const), number)],
  [2, fc.tuple(fc.constant('unhide' as const), number)],
  [2, fc.tuple(fc.constant('delete' as const), number)],
  [2, fc.tuple(fc.constant('restore' as const), number)],
  [2, fc.tuple(fc.constant('expunge' as const), number)],
  [1, fc.tuple(fc.constant('favour' as const), number)],
  [2, fc.tuple(fc.constant('album' as const), number)],
  [3, fc.tuple(fc.constant('putIn' as const), number, number)],
  [2, fc.tuple(fc.constant('takeOut' as const), number, number)],
  [1, fc.tuple(fc.constant('deleteAlbum' as const), number)],
  [1, fc.tuple(fc.constant('moveAlbum' as const), number)],
  [1, fc.tuple(fc.constant('moveFolder' as const), number)],
  [2, fc.constant<Step>(['joinShared'])],
  [1, fc.tuple(fc.constant('addShared' as const), fc.constant(1))],
  [1, fc.constant<Step>(['leaveShared'])],
  [1, fc.tuple(fc.constant('countOff' as const), fc.constantFrom(-1, 0, 1))],
  [1, fc.tuple(fc.constant('zoneError' as const), fc.constantFrom('own' as const, 'shared' as const))],
  [1, fc.constant<Step>(['zoneFine'])],
  [
    1,
    fc.tuple(
      fc.constant('listFault' as const),
      fc.constantFrom(400, 500, 429),
      fc.nat(4),
      fc.integer({ min: 1, max: 3 }),
    ),
  ],
  [1, fc.tuple(fc.constant('countFault' as const), fc.integer({ min: 1, max: 4 }))],
  [1, fc.tuple(fc.constant('recordThrottled' as const), number)],
  [1, fc.constant<Step>(['recordsFine'])],
  [2, fc.tuple(fc.constant('trashFile' as const), number)],
  [1, fc.tuple(fc.constant('moveFile' as const), number)],
  [1, fc.tuple(fc.constant('changeFile' as const), number)],
  [1, fc.constant<Step>(['emptyFolder'])],
  [1, fc.constant<Step>(['otherAccount'])],
  [1, fc.tuple(fc.constant('foreignPhoto' as const), number)],
  [1, fc.tuple(fc.constant('foreignDetails' as const), number)],
  [1, fc.tuple(fc.constant('foreignPage' as const), number)],
  [1, fc.constant<Step>(['full'])],
  [1, fc.constant<Step>(['room'])],
  [1, fc.tuple(fc.constant('destinationFault' as const), fc.integer({ min: 1, max: 5 }))],
  [6, fc.constant<Step>(['press'])],
  [5, fc.constant<Step>(['start'])],
  [1, fc.constant<Step>(['notNow'])],
  [1, fc.constant<Step>(['chooseAll'])],
  [2, fc.tuple(fc.constant('chooseAlbum' as const), number)],
  [1, fc.tuple(fc.constant('chooseUnfiled' as const), number)],
  [1, fc.tuple(fc.constant('chooseDates' as const), fc.nat(4), fc.nat(6))],
  [2, fc.constant<Step>(['copyFive'])],
  [2, fc.constant<Step>(['copyAll'])],
  [
    1,
    fc.tuple(
      fc.constant('layout' as const),
      fc.constantFrom('albums' as const, 'year-month' as const, 'one-folder' as const),
    ),
  ],
  [1, fc.tuple(fc.constant('destination' as const), fc.nat(1))],
  [1, fc.tuple(fc.constant('hidden' as const), isOn)],
  [1, fc.tuple(fc.constant('recentlyDeleted' as const), isOn)],
  [1, fc.tuple(fc.constant('details' as const), fc.constantFrom('off' as const, 'json' as const))],
  [1, fc.tuple(fc.constant('compatible' as const), isOn)],
  [1, fc.tuple(fc.constant('gallery' as const), isOn)],
  [1, fc.tuple(fc.constant('showPlan' as const), isOn)],
  [2, fc.constant<Step>(['pause'])],
  [1, fc.constant<Step>(['stop'])],
  [2, fc.constant<Step>(['goOn'])],
  [1, fc.constant<Step>(['checkAgain'])],
  [1, fc.constant<Step>(['retry'])],
  [2, fc.tuple(fc.constant('send' as const), number)],
  [1, fc.tuple(fc.constant('sendUnknown' as const), fc.constant(2))],
  [1, fc.tuple(fc.constant('sendAlbum' as const), number)],
  [
    1,
    fc.tuple(
      fc.constant('topUps' as const),
      fc.constantFrom('off' as const, 'remind' as const, 'copy' as const),
    ),
  ],
  [2, fc.constant<Step>(['topUpAlarm'])],
  [1, fc.tuple(fc.constant('page' as const), isOn)],
  [1, fc.tuple(fc.constant('power' as const), isOn)],
  [1, fc.tuple(fc.constant('visit' as const), fc.nat(2), fc.integer({ min: 1, max: 200 }))],
  [2, fc.tuple(fc.constant('dies' as const), fc.nat(30))],
  [1, fc.constant<Step>(['newProfile'])],
  [1, fc.constant<Step>(['secondComputer'])],
  [1, fc.constant<Step>(['otherComputer'])],
  [1, fc.constant<Step>(['offline'])],
  [1, fc.constant<Step>(['online'])],
  [1, fc.tuple(fc.constant('clock' as const), fc.constantFrom(-2, 2, 30))],
  [10, fc.tuple(fc.constant('calls' as const), fc.integer({ min: 1, max: 90 }))],
  [8, fc.constant<Step>(['settle'])],
];

const step = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** A press to its end, as most are. */
const copied = fc.constant<Step[]>([['press'], ['settle'], ['start'], ['settle']]);

/** Something new after a copy, and the alarm of top-ups some hours later, before or after it has gone on. */
const toppedUp = fc.tuple(number, fc.constantFrom<Step>(['settle'], ['calls', 5], ['calls', 25])).map(
  ([photo, progress]): Step[] =>
    [
      ...[
        ['topUps', 'copy'],
        ['add', 1],
        ['edit', photo],
        ['clock', 30],
      ],
      ...[['topUpAlarm'], progress],
    ] as Step[],
);

/** Random lives of one user: a library, and what happens to it then. */
export const lives: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: step.map((one): Step[] => [one]) },
      { weight: 1, arbitrary: copied },
      { weight: 1, arbitrary: toppedUp },
    ),
    { minLength: 4, maxLength: 24, size: 'max' },
  )
  .map((parts): Step[] => [['add', 2], ...parts.flat()]);
