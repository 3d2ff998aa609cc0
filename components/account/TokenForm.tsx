import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { toErrorRecord, type ErrorRecord } from '../../utils/errors.ts';
import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { Notice } from '../shared/Notice.tsx';
import { connectErrorText, type ErrorText } from '../shared/text/error-text.ts';
import '../shared/form.css';
import { TokenSteps } from './TokenSteps.tsx';

/**
 * A form for the login token. A pasted token connects at once. The text stays after a failure, unless the token is spent.
 *
 * @param props.connected called after a token was accepted here
 */
export function TokenForm(props: { model: SettingsModel; connected?: () => Promise<void> }) {
  const { token, field, problem, isConnecting, connect, paste } = useTokenForm(props);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isConnecting) void connect();
      }}
    >
      <TokenSteps />
      <label class="form__label" for="token">
        {t('tokenLabel')}
      </label>
      <div class="form__row">
        {/* Plain text: a password field would offer to save a token that works only once. */}
        <input
          ref={field}
          id="token"
          class="form__field form__field--code"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          readOnly={isConnecting}
          aria-invalid={problem !== null}
          {...(problem && { 'aria-describedby': 'token-problem' })}
          value={token.value}
          onInput={({ currentTarget }) => (token.value = currentTarget.value)}
          onPaste={paste}
        />
        <button type="submit" class="action-button action-button--main" disabled={isConnecting}>
          {t('connect')}
        </button>
      </div>
      <div id="token-problem">{problem && <Notice tone="bad" text={problem} />}</div>
      <output class="soft">{isConnecting && t('connecting')}</output>
    </form>
  );
}

/** State and actions of the form. */
function useTokenForm({ model, connected }: Parameters<typeof TokenForm>[0]) {
  const token = useSignal('');
  const missing = useSignal(false);
  const failure = useSignal<ErrorRecord | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const connection = model.connection.value;
  const isConnecting = connection.status === 'connecting';

  async function connect(): Promise<void> {
    const text = token.value.trim();
    missing.value = text === '';
    failure.value = null;
    if (text === '') return field.current?.focus();
    try {
      await model.connect(text);
    } catch (error) {
      failure.value = toErrorRecord(error);
    }
    if (isSpent(model)) token.value = '';
    if (connected && model.connection.value.status === 'connected') return connected();
    field.current?.focus();
    field.current?.select();
  }

  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData('text') ?? '';
    if (isConnecting || !model.connectsAtOnce(pasted)) return;
    event.preventDefault();
    token.value = pasted.trim();
    void connect();
  }

  const error = isConnecting ? null : (failure.value ?? errorOf(connection));
  return { token, field, problem: problemOf(missing.value, error), isConnecting, connect, paste };
}

const problemOf = (isMissing: boolean, error: ErrorRecord | null): ErrorText | null =>
  isMissing ? { title: t('tokenMissing'), body: '' } : error && connectErrorText(error);

const errorOf = (connection: SettingsModel['connection']['value']): ErrorRecord | null =>
  connection.status === 'disconnected' ? connection.error : null;

/** A token is spent once it was accepted, or refused as used. */
function isSpent(model: SettingsModel): boolean {
  const connection = model.connection.value;
  return connection.status === 'connected'
    ? connection.error === null
    : errorOf(connection)?.code === 'token-used';
}
