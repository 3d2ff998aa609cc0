import { expect, type Page } from '@playwright/test';

/** What a state says, and what can be pressed, in this order: the first one is the main button. */
export interface Obstacle {
  title: string | RegExp;
  says: (string | RegExp)[];
  buttons: string[];
}

/** Last of the buttons while a copy is under way, also while it waits for somebody. */
export const STOP = 'Stop this copy';

/** Looks at a popup or a page as a person does: by heading, sentences and names of buttons. */
export async function expectObstacle(page: Page, { title, says, buttons }: Obstacle): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible({ timeout: 60_000 });
  for (const sentence of says) await expect(page.getByText(sentence)).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveText(buttons);
}

/** Matches Apple's checksum of an original in its signed URL. */
export const inAddress = (checksum: string | undefined): RegExp =>
  new RegExp(checksum?.replaceAll('+', '-').replaceAll('/', '_') ?? '^$');
