import type { Comparison } from './comparison.ts';
import { circumstances, figuresTable, processesTable, ratiosTable, type Table } from './report.ts';
import type { Summary } from './summary.ts';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
  table { border-collapse: collapse; margin: 1rem 0; }
  th, td { border-bottom: 1px solid #ddd; padding: .3rem .7rem; text-align: left; }
  .bar { background: #4a7; height: 1rem; display: inline-block; vertical-align: middle; }
  .peer .bar { background: #999; }
`;

/** The comparison as one self-contained HTML page. */
export function asHtml(comparison: Comparison): string {
  const { summary, startedAt, isQuick } = comparison;
  const title = `Cost of an order, ${startedAt.slice(0, 10)}${isQuick ? ' (quick)' : ''}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${STYLE}</style>
<h1>${escape(title)}</h1>
${circumstances(comparison)
  .map((text) => `<p>${escape(text)}</p>`)
  .join('\n')}
<h2>CPU for an order, ms</h2>
${bars(summary, (row) => row.cpuMsPerOrder.median, 1)}
<h2>Confirmed orders a second, 32 clients</h2>
${bars(summary, (row) => row.ordersPerSecond.median, 0)}
<h2>Figures</h2>
${table(figuresTable(comparison))}
<h2>Ratios</h2>
${table(ratiosTable(comparison))}
<h2>By process</h2>
${table(processesTable(comparison))}
<h2>Rows counted</h2>
${table(rowsTable(comparison))}
</html>
`;
}

function rowsTable({ runs }: Comparison): Table {
  const rows = runs.flatMap(({ contender, round, counts }) =>
    counts.map(({ what, found, expected }) => [
      ...[contender, String(round), what, String(found), String(expected)],
    ]),
  );
  return [['contender', 'round', 'rows', 'found', 'expected'], ...rows];
}

function bars(rows: Summary[], value: (row: Summary) => number, digits: number): string {
  const most = Math.max(...rows.map(value).filter(Number.isFinite));
  const lines = rows.map((row) => {
    const width = ((value(row) / most) * 40).toFixed(1);
    const name = escape(`${row.title}, ${row.endpoint}`);
    const kind = row.isOurs ? 'own' : 'peer';
    return `<tr class="${kind}"><td>${name}<td><span class="bar" style="width:${width}rem"></span> ${value(row).toFixed(digits)}`;
  });
  return `<table>${lines.join('\n')}</table>`;
}

function table([head = [], ...rows]: Table): string {
  const line = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}`).join('')}`;
  return `<table>${[line(head, 'th'), ...rows.map((row) => line(row, 'td'))].join('\n')}</table>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
