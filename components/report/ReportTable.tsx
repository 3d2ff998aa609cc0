import { divisible } from '../shared/text/divisible.ts';
import './report-table.css';

/** One row: its name, then its numbers as text. */
export interface ReportRow {
  key: string;
  name: string;
  /** Shown when the pointer rests on the name. */
  title?: string;
  cells: string[];
  /** Sentences below the name. */
  notes?: string[];
  /** Whether the row is part of the one above. */
  isPart?: boolean;
}

interface TableProps {
  columns: string[];
  rows: ReportRow[];
  /** Whether the cells hold text, which may be long. */
  hasTexts?: boolean;
}

/** A table of names and numbers; the first column has the names. */
export const ReportTable = ({ columns, rows, hasTexts = false }: TableProps) => (
  <div class={hasTexts ? 'report-table report-table--texts' : 'report-table'}>
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {divisible(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, title, cells, notes = [], isPart }) => (
          <tr key={key} class={isPart ? 'report-table__part' : undefined}>
            <th scope="row" title={title}>
              {name}
              {notes.map((note) => (
                <span key={note} class="report-table__note">
                  {` ${note}`}
                </span>
              ))}
            </th>
            {cells.map((cell, column) => (
              <td key={columns[column + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
