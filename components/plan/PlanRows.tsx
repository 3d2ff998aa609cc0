import { Icon } from '../shared/Icon.tsx';

/** A part of the plan that is folded away; nothing if it has no rows. */
export const PlanRows = ({ name, rows }: { name: string; rows: [name: string, value: string][] }) =>
  rows.length === 0 ? null : (
    <details>
      <summary>
        <Icon name="chevron" />
        {name}
      </summary>
      <dl class="plan-rows">
        {rows.map(([row, value]) => (
          <div key={row}>
            <dt>{row}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
