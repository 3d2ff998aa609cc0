import { expect, type Page } from '@playwright/test';

/** The text of a state and its buttons in order; the first is the main button. */
export interface Obstacle {
  title: string | RegExp;
  says: (string | RegExp)[];
  buttons: string[];
}

/** The last button during a copy, also while it waits for a person. */
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
