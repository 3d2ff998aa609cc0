import './text-button.css';

/** A button that looks like a link, for a choice beside a sentence. */
export const TextButton = ({ label, press }: { label: string; press: () => unknown }) => (
  <button type="button" class="text-button" onClick={() => void press()}>
    {label}
  </button>
);
