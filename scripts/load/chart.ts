// Charts as SVG text, without a library: the page of a report has to stand alone.

const WIDTH = 900;
const HEIGHT = 220;
const MARGIN = { left: 56, right: 16, top: 14, bottom: 38 };
const TICKS = 5;
/** Colours of the style sheet; further lines use them again, dashed. */
const COLOURS = 8;

/** A line of a chart; a gap where the value is null. */
export interface Line {
  name: string;
  points: { x: number; y: number | null }[];
  /** What was wanted, in contrast to what was measured. */
  isPlan?: boolean;
}

/** Something that happened at a time. */
export interface Mark {
  x: number;
  text: string;
}

export interface Chart {
  title: string;
  /** What the vertical axis shows, with its unit. */
  unit: string;
  lines: Line[];
  /** Where the horizontal axis ends, s: the same for all charts of a page. */
  end: number;
  marks?: Mark[];
  /** A logarithmic axis, for values that differ by magnitudes. */
  isLog?: boolean;
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
export function roundAbove(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

interface Scale {
  ticks: number[];
  at(value: number): number;
}

const bottom = HEIGHT - MARGIN.bottom;

function linear(top: number): Scale {
  const most = roundAbove(top);
  const ticks = Array.from({ length: TICKS + 1 }, (_, n) => (most * n) / TICKS);
  return { ticks, at: (value) => bottom - (value / most) * (bottom - MARGIN.top) };
}

function logarithmic(values: readonly number[]): Scale {
  const exponent = (value: number) => Math.log10(Math.max(value, 1));
  const least = Math.floor(exponent(Math.min(...values)));
  const most = Math.max(least + 1, Math.ceil(exponent(Math.max(...values))));
  const ticks = Array.from({ length: most - least + 1 }, (_, n) => 10 ** (least + n));
  const share = (value: number) => (exponent(value) - least) / (most - least);
  return { ticks, at: (value) => bottom - share(value) * (bottom - MARGIN.top) };
}

const shown = (value: number) => String(Number(value.toPrecision(3)));

/** A chart with its legend; a sentence if there is nothing to show. */
export function lineChart({ title, unit, lines, end, marks = [], isLog = false }: Chart): string {
  const values = lines.flatMap(({ points }) => points.flatMap(({ y }) => y ?? []));
  if (values.length === 0)
    return `<h3>${escape(title)}</h3><p class="note">Nothing was measured.</p>`;
  const x = (value: number) => MARGIN.left + (value / end) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = isLog ? logarithmic(values) : linear(Math.max(...values));
  const place = (value: number) => value.toFixed(1);
  const grid = y.ticks.map(
    (tick) =>
      `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${place(y.at(tick))}" y2="${place(y.at(tick))}"/>` +
      `<text x="${MARGIN.left - 6}" y="${place(y.at(tick) + 4)}" text-anchor="end">${shown(tick)}</text>`,
  );
  const step = Math.max(1, roundAbove(end / 10));
  const seconds = Array.from({ length: Math.floor(end / step) + 1 }, (_, n) => n * step);
  const times = seconds.map(
    (second) =>
      `<text x="${place(x(second))}" y="${bottom + 16}" text-anchor="middle">${second}</text>`,
  );
  const events = marks
    .filter((mark) => mark.x >= 0 && mark.x <= end)
    .map((mark, n) => {
      const at = place(x(mark.x));
      const anchor = mark.x > end / 2 ? ['end', '-4'] : ['start', '4'];
      return (
        `<line class="mark" x1="${at}" x2="${at}" y1="${MARGIN.top}" y2="${bottom}"/>` +
        `<text class="mark" x="${at}" dx="${anchor[1]}" y="${MARGIN.top + 10 + (n % 3) * 13}" text-anchor="${anchor[0]}">${escape(mark.text)}</text>`
      );
    });
  const drawn = lines.map((line, n) => path(line, { n, x, y: y.at }));
  return `<figure><figcaption><h3>${escape(title)}</h3>${legend(lines)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">
${grid.join('')}${times.join('')}${events.join('')}${drawn.join('')}
<text class="unit" x="${MARGIN.left}" y="${HEIGHT - 2}">seconds since the first arrival; vertical: ${escape(unit)}</text>
</svg></figure>`;
}

function classOf({ isPlan }: Line, n: number): string {
  return `${isPlan === true ? 'plan' : `c${n % COLOURS}`}${n >= COLOURS ? ' again' : ''}`;
}

function legend(lines: readonly Line[]): string {
  const keys = lines.map(
    (line, n) => `<span class="key ${classOf(line, n)}">${escape(line.name)}</span>`,
  );
  return `<div class="keys">${keys.join('')}</div>`;
}

function path(
  line: Line,
  { n, x, y }: { n: number; x: (value: number) => number; y: (value: number) => number },
): string {
  let isOpen = false;
  const parts = line.points.map((point) => {
    if (point.y === null) {
      isOpen = false;
      return '';
    }
    const to = `${isOpen ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    isOpen = true;
    return to;
  });
  return `<path class="${classOf(line, n)}" d="${parts.join('')}"><title>${escape(line.name)}</title></path>`;
}

const BAR_WIDTH = 26;
const BAR_HEIGHT = 70;
const LABEL_HEIGHT = 16;

/** A small histogram: how many values are up to each bound, and above the last. */
export function histogram(
  counts: readonly number[],
  bounds: readonly number[],
  title: string,
): string {
  const most = Math.max(1, ...counts);
  const label = (n: number) => {
    const bound = bounds[n];
    if (bound === undefined) return '+';
    return bound < 1_000 ? String(bound) : `${bound / 1_000} s`;
  };
  const bars = counts.map((count, n) => {
    const height = (count / most) * BAR_HEIGHT;
    const left = n * BAR_WIDTH + 2;
    const middle = left + (BAR_WIDTH - 4) / 2;
    const number =
      count === 0
        ? ''
        : `<text x="${middle}" y="${(LABEL_HEIGHT - 4 + BAR_HEIGHT - height).toFixed(1)}" text-anchor="middle">${count}</text>`;
    return (
      `<rect class="bar" x="${left}" y="${(LABEL_HEIGHT + BAR_HEIGHT - height).toFixed(1)}" width="${BAR_WIDTH - 4}" height="${height.toFixed(1)}"/>` +
      `${number}<text class="unit" x="${middle}" y="${BAR_HEIGHT + 2 * LABEL_HEIGHT - 2}" text-anchor="middle">${label(n)}</text>`
    );
  });
  const size = `0 0 ${counts.length * BAR_WIDTH} ${BAR_HEIGHT + 2 * LABEL_HEIGHT}`;
  return `<figure class="small"><figcaption>${escape(title)}</figcaption><svg viewBox="${size}" role="img" aria-label="${escape(title)}">${bars.join('')}</svg></figure>`;
}
