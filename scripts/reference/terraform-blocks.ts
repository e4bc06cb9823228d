/** A block of a Terraform file as `tofu fmt` writes it, with the texts of its attributes. */
export interface TerraformBlock {
  kind: string;
  /** Its labels, such as the name of a variable. */
  labels: string[];
  /** The text of each attribute; of the inner blocks, nothing. */
  attributes: Record<string, string>;
  /** Its inner blocks. */
  inner: TerraformBlock[];
}

const START = /^(\w+)((?: "[^"]*")*) \{(\})?$/;
const ATTRIBUTE = /^(\w+) += (.*)$/;

/** The top-level blocks of a formatted Terraform file. Throws where a block does not end. */
export function terraformBlocks(text: string): TerraformBlock[] {
  return blocksOf(text.split('\n')).inner;
}

/** The text of a quoted Terraform string. */
export function quoted(text: string | undefined): string {
  return text === undefined ? '' : (JSON.parse(text) as string);
}

// Lines at the first column are of this block; what is indented is of an attribute or an inner block.
function blocksOf(lines: readonly string[]): Pick<TerraformBlock, 'attributes' | 'inner'> {
  const attributes: Record<string, string> = {};
  const inner: TerraformBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, kind, labels = '', isEmpty] = START.exec(line) ?? [];
    const [, name, first = ''] = ATTRIBUTE.exec(line) ?? [];
    if (kind === undefined && name === undefined) continue;
    const end = endOf(lines, at, kind !== undefined && isEmpty === undefined);
    if (end === -1) throw new Error(`${line} does not end: run tofu fmt`);
    const inside = lines.slice(at + 1, kind === undefined ? end + 1 : end);
    if (kind !== undefined) {
      const shifted = inside.map((one) => one.replace(/^ {2}/, ''));
      const names = [...labels.matchAll(/"([^"]*)"/g)].map(([, label = '']) => label);
      inner.push({ kind, labels: names, ...blocksOf(shifted) });
    } else if (name !== undefined) {
      attributes[name] = [first, ...inside].join('\n');
    }
    at = end;
  }
  return { attributes, inner };
}

function endOf(lines: readonly string[], start: number, isOpen: boolean): number {
  return isOpen ? lines.indexOf('}', start) : endOfValue(lines, start);
}

// A value goes on while lines are indented, and ends with what closes it in the first column.
function endOfValue(lines: readonly string[], start: number): number {
  let end = start;
  while (/^\s+\S|^[)\]}]/.test(lines[end + 1] ?? '')) end++;
  return end;
}
