import './fact-list.css';

/** Names and values in two columns. */
export const FactList = ({ facts }: { facts: [name: string, value: string][] }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name} class="facts__row">
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
