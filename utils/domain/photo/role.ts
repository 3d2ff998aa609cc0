/** A role that we know by name. */
export type NamedRole =
  | 'original'
  | 'live-video'
  | 'alternative'
  | 'edited-still'
  | 'edited-video'
  | 'sidecar'
  | 'details'
  | 'album';

/** A file that Apple keeps beside a photo, by its field there, e.g. `further:resAudio`. */
export type FurtherRole = `further:${string}`;

/** Which file of a photo: what the camera made, what belongs to it, what an edit made of it. */
export type Role = NamedRole | FurtherRole;

/** How files of a role are named and counted. */
interface RoleTraits {
  /** Part of the name that distinguishes the file from the original of its photo. */
  mark: string;
  /** Extension where neither Apple nor the bytes name a type; null: that of the photo's name. */
  fallbackExtension: string | null;
  /** Its first bytes can tell its type; false for files of text. */
  isSniffed: boolean;
  isEdit: boolean;
  /** We write the file ourselves, so Apple never lacks it. */
  isOwn: boolean;
}

const plain: RoleTraits = {
  mark: '',
  fallbackExtension: null,
  isSniffed: false,
  isEdit: false,
  isOwn: false,
};

const named: Record<NamedRole, RoleTraits> = {
  original: { ...plain, isSniffed: true },
  'live-video': { ...plain, fallbackExtension: 'MOV', isSniffed: true },
  alternative: { ...plain, isSniffed: true },
  'edited-still': { ...plain, mark: '-edited', fallbackExtension: 'JPG', isSniffed: true, isEdit: true },
  'edited-video': { ...plain, mark: '-edited', fallbackExtension: 'MOV', isSniffed: true, isEdit: true },
  sidecar: { ...plain, fallbackExtension: 'AAE' },
  details: { ...plain, isOwn: true },
  album: { ...plain, isOwn: true },
};

/** Returns the traits of a role. Marks and extensions of further files depend on their field instead. */
export const traitsOf = (role: Role): RoleTraits => (isFurther(role) ? plain : named[role]);

/** Returns whether a role is that of a further file. */
export const isFurther = (role: Role): role is FurtherRole => role.startsWith('further:');
