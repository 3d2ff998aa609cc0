/**
 * One event of a life, as written in a script. Photos, albums and files are named by a number: the n-th
 * one ever made, counted round. What makes no sense at the moment happens to nobody.
 */
export type Step =
  // at Apple
  | ['add', photos: number]
  | ['addShared', photos: number]
  | ['addAndDelete']
  | ['addLive']
  | ['addHeic']
  | ['duplicate', photo: number]
  | ['edit', photo: number]
  | ['hide', photo: number]
  | ['unhide', photo: number]
  | ['delete', photo: number]
  | ['restore', photo: number]
  | ['expunge', photo: number]
  | ['favour', photo: number]
  | ['album', photo: number]
  | ['putIn', album: number, photo: number]
  | ['takeOut', album: number, photo: number]
  | ['deleteAlbum', album: number]
  | ['moveAlbum', album: number]
  | ['moveFolder', folder: number]
  | ['joinShared']
  | ['leaveShared']
  | ['countOff', by: number]
  | ['zoneError', library: 'own' | 'shared']
  | ['zoneFine']
  | ['listFault', status: number, skip: number, times: number]
  | ['countFault', times: number]
  | ['recordThrottled', photo: number]
  | ['recordsFine']
  // at Jottacloud
  | ['trashFile', file: number]
  | ['trashEdit', photo: number]
  | ['moveFile', file: number]
  | ['changeFile', file: number]
  | ['emptyFolder']
  | ['otherAccount']
  | ['foreignPhoto', photo: number]
  | ['foreignDetails', photo: number]
  | ['foreignPage', photo: number]
  | ['allocateFault', times: number]
  | ['slow', what: string]
  | ['full']
  | ['room']
  | ['destinationFault', times: number]
  // at the screen
  | ['press']
  | ['start']
  | ['notNow']
  | ['chooseAll']
  | ['chooseAlbum', album: number]
  | ['chooseUnfiled', album: number]
  | ['chooseDates', firstMonth: number, lastMonth: number]
  | ['copyFive']
  | ['copyAll']
  | ['layout', name: 'albums' | 'year-month' | 'one-folder']
  | ['destination', name: number]
  | ['hidden', isOn: boolean]
  | ['recentlyDeleted', isOn: boolean]
  | ['details', format: 'off' | 'json' | 'xmp']
  | ['compatible', isOn: boolean]
  | ['gallery', isOn: boolean]
  | ['showPlan', isOn: boolean]
  | ['pause']
  | ['stop']
  | ['goOn']
  | ['checkAgain']
  | ['retry']
  | ['send', photo: number]
  | ['sendUnknown', photos: number]
  | ['sendAlbum', album: number]
  | ['topUps', mode: 'off' | 'remind' | 'copy']
  /** Somebody else signs in at iCloud, adds photos, copies for a number of calls, and the user signs in again. */
  | ['visit', photos: number, calls: number]
  // of the computer
  | ['dies', afterWrites: number]
  | ['newProfile']
  | ['secondComputer']
  | ['otherComputer']
  | ['offline']
  | ['online']
  | ['clock', hours: number]
  | ['sleep', hours: number]
  | ['page', isOpen: boolean]
  | ['power', hasLowBattery: boolean]
  /** The alarm of top-ups goes off. */
  | ['topUpAlarm']
  // how far the product gets meanwhile
  | ['calls', calls: number]
  /** Until it is about to ask a service for this, or to do this to its log. */
  | ['until', what: string]
  | ['settle'];

/** Its first word. */
export type StepName = Step[0];

/** A life as it can be pasted into a test. */
export const scriptOf = (steps: readonly Step[]): string =>
  `[\n${steps.map((step) => `  ${JSON.stringify(step).replaceAll('"', "'").replaceAll(',', ', ')},`).join('\n')}\n]`;
