// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useBrowserTexts } from '../testing/browser-texts.ts';
import { createFakeSettingsModel } from '../testing/fake-settings-model.ts';
import { NotificationsSection } from './NotificationsSection.tsx';

beforeEach(() => useBrowserTexts('en'));
afterEach(cleanup);

function show(mayNotify: boolean) {
  const model = createFakeSettingsModel({ connection: { status: 'disconnected', error: null } });
  model.mayNotify = mayNotify;
  render(<NotificationsSection model={model} />);
  return model;
}
const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /when copying finishes/ });

test('notifications are off until they are switched on', () => {
  const model = show(true);
  expect(box().checked).toBe(false);
  fireEvent.click(box());
  expect(model.notifications.value).toBe(true);
});

test('where the browser says no, it is said', async () => {
  show(false);
  fireEvent.click(box());
  expect(
    await screen.findByText('Your browser did not allow notifications, so they stay off.'),
  ).toBeDefined();
});
