import { type Arrangement, parseArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { settings } from '../../../utils/settings/settings.ts';

/** Where a run that begins now puts things. */
export const readDestination = (): Promise<string> => settings.destinationFolder.getValue();

/** Changes one part of how they are laid out, as the options page does. */
export async function arrange(change: Partial<Arrangement>): Promise<void> {
  await settings.arrangement.setValue({
    ...parseArrangement(await settings.arrangement.getValue()),
    ...change,
  });
}
