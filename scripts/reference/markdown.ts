import { GENERATED } from '../generate/generated.ts';

/** A page that starts with the note that it is generated. */
export function page(title: string, ...blocks: string[]): string {
  const note = `<!-- ${GENERATED} -->`;
  return `${[note, `# ${title}`, ...blocks].join('\n\n')}\n`;
}

/** A table; line breaks and bars inside cells are escaped. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Inline code. */
export function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
