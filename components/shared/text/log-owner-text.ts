import { calledOf, type LogOwner } from '../../../utils/domain/account/logs.ts';
import { t } from '../../../utils/i18n.ts';
import { ownerText } from './owner-text.ts';

/** Returns how the owner of a copy is called in a sentence or on a button. */
export const calledText = (owner: LogOwner): string => calledOf(owner) ?? t('whoseUnknown');

/** Returns the name and the address of the owner of a copy, as far as they are known. Never empty. */
export const logOwnerText = (owner: LogOwner): string => ownerText(owner) || t('whoseUnknown');
