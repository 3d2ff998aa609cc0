import { type Fields, intField, textField } from './fields.ts';

const [NOT_PICKED, PICKED, KEY_PHOTO] = [2, 8, 16];
/** Bits that the first field holds; the others come from the second. */
const FIRST_BITS = 0x1f;

/** Tells a frame of a burst that nobody picked. Without flags it is none: the lists decide. Source: docs/icloud-photos.md 3.7. */
export function isOtherFrame(fields: Fields): boolean {
  if (textField(fields, 'burstId') === null) return false;
  const flags =
    (intField(fields, 'burstFlags') ?? 0) | ((intField(fields, 'burstFlagsExt') ?? 0) & ~FIRST_BITS);
  return (flags & NOT_PICKED) !== 0 && (flags & (PICKED | KEY_PHOTO)) === 0;
}
