import { html, type Html } from './html.ts';
import { hasFailed } from './jaeger.ts';
import type { Line, Waterfall } from './waterfall.ts';

/** Colours of the style sheet, which services take in turn. */
const COLOURS = 10;
/** The indent of a child, and the deepest one that is shown, rem. */
const INDENT = 0.8;
const MAX_INDENT = 12;
/** A bar is never too thin to be seen, %. */
const MIN_WIDTH = 0.2;

function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        ${content}
      </body>
    </html> `.text;
}

function searchForm(text: string, failedOnly: boolean): Html {
  return html`<form action="/" method="get" role="search">
    <a class="home" href="/">Traces</a>
    <input
      name="q"
      value="${text}"
      placeholder="order id or trace id"
      aria-label="order id or trace id"
      autofocus
    />
    <label
      ><input type="checkbox" name="failed" value="1" ${failedOnly ? 'checked' : ''} /> failed
      only</label
    >
    <button>Search</button>
  </form>`;
}

/** The list of the found traces. */
export function listPage(
  { text, failedOnly }: { text: string; failedOnly: boolean },
  traces: readonly Waterfall[],
): string {
  const rows = traces.map(
    ({ id, name, at, tookMs, services, failed, lines }) =>
      html`<tr>
        <td><a href="/traces/${id}">${name}</a></td>
        <td class="number">${duration(tookMs)}</td>
        <td class="number">${lines.length}</td>
        <td class="number ${failed > 0 ? 'failed' : ''}">${failed}</td>
        <td>${services.join(', ')}</td>
        <td class="time">${at.replace('T', ' ').replace('Z', '')}</td>
      </tr>`,
  );
  const none =
    text === ''
      ? 'No trace was kept yet. One is shown about ten seconds after it ended.'
      : 'No trace names this order, or it was not kept: the collector keeps failures, and a share of the others.';
  const found = html`<table>
    <thead>
      <tr>
        <th>trace</th>
        <th class="number">time</th>
        <th class="number">spans</th>
        <th class="number">failed</th>
        <th>services</th>
        <th>began (UTC)</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return page(
    text === '' ? 'Traces' : `Traces of ${text}`,
    html`${searchForm(text, failedOnly)} ${rows.length > 0 ? found : html`<p>${none}</p>`}`,
  );
}

/** The waterfall of one trace. */
export function tracePage(trace: Waterfall): string {
  const colourOf = (service: string) => `c${trace.services.indexOf(service) % COLOURS}`;
  const legend = trace.services.map(
    (service) => html`<span class="key"><i class="${colourOf(service)}"></i>${service}</span>`,
  );
  const orphans = trace.lines.filter(({ isOrphan }) => isOrphan).length;
  return page(
    trace.name,
    html`${searchForm('', false)}
      <h1>${trace.name}</h1>
      <p>
        ${duration(trace.tookMs)}, ${count(trace.lines.length, 'span')}, ${trace.failed} failed,
        began ${trace.at.replace('T', ' ').replace('Z', '')} UTC, trace <code>${trace.id}</code>
        ${orphans > 0 ? html`<br /><b class="failed">${count(orphans, 'span')} without its parent</b>` : ''}
      </p>
      <p>${legend}</p>
      <div class="waterfall">
        ${trace.lines.map((line) => lineOf(line, colourOf(line.service)))}
      </div>`,
  );
}

function lineOf(
  { span, service, depth, isOrphan, offset, share, causes }: Line,
  colour: string,
): Html {
  const indent = Math.min(depth * INDENT, MAX_INDENT);
  const width = Math.max(share * 100, MIN_WIDTH);
  const left = Math.min(offset * 100, 100 - width);
  const attributes = span.tags.map(
    ({ key, value }) =>
      html`<tr>
        <td>${key}</td>
        <td>${String(value)}</td>
      </tr>`,
  );
  const links = causes.map(
    (id) =>
      html`<a class="cause" href="/traces/${id}" title="the trace that caused this"
        >caused by ${id.slice(0, 8)}</a
      >`,
  );
  return html`<details class="${hasFailed(span) ? 'failed' : ''}">
    <summary>
      <span class="name" style="padding-left:${indent}rem"
        >${isOrphan ? '⚠ ' : ''}<b>${service}</b> ${span.operationName} ${links}</span
      >
      <span class="track"
        ><i class="${colour}" style="left:${left.toFixed(3)}%;width:${width.toFixed(3)}%"></i
      ></span>
      <span class="number">${duration(span.duration / 1_000)}</span>
    </summary>
    <table>
      ${attributes}
    </table>
  </details>`;
}

/** What to do when a page cannot be shown. */
export function faultPage(title: string, next: string): string {
  return page(
    title,
    html`${searchForm('', false)}
      <h1>${title}</h1>
      <p>${next}</p>`,
  );
}

function duration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return `${ms.toFixed(ms >= 10 ? 0 : 1)} ms`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
