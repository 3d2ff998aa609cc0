/** A role that we know by name. */
export type NamedRole =
  | 'original'
  | 'live-video'
  | 'alternative'
  | 'edited-still'
  | 'edited-video'
  | 'sidecar'
  | 'details'
  | 'album'
  | 'gallery';

/** A file that Apple keeps beside a photo, by its field there, e.g. `further:resAudio`. */
export type FurtherRole = `further:${string}`;

/** A rendition of a file that opens everywhere, by the role of that file, e.g. `compatible:original`. */
export type CompatibleRole = `compatible:${CompatibleSource}`;

/** A file that may have a compatible copy. */
export type CompatibleSource = 'original' | 'live-video' | 'edited-still' | 'edited-video';

/** Which file of a photo: what the camera made, what belongs to it, what an edit made of it. */
export type Role = NamedRole | FurtherRole | CompatibleRole;

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
  gallery: { ...plain, isOwn: true },
};

const compatible: Record<CompatibleRole, RoleTraits> = {
  'compatible:original': plain,
  'compatible:live-video': plain,
  'compatible:edited-still': { ...plain, mark: named['edited-still'].mark },
  'compatible:edited-video': { ...plain, mark: named['edited-video'].mark },
};

/** Returns the traits of a role. Marks and extensions of further files depend on their field instead. */
export function traitsOf(role: Role): RoleTraits {
  if (isFurther(role)) return plain;
  return isCompatible(role) ? compatible[role] : named[role];
}

/** Returns whether a role is that of a further file. */
export const isFurther = (role: Role): role is FurtherRole => role.startsWith('further:');

/** Returns whether a role is that of a compatible copy. */
export const isCompatible = (role: string): role is CompatibleRole => role.startsWith('compatible:');
