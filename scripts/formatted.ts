import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './places.ts';

/** The text of a file of the repository as Prettier writes it; the name of the file tells its language. */
export async function formatted(file: string, text: string): Promise<string> {
  const style = await resolveConfig(join(root, 'package.json'));
  return format(text, { ...style, filepath: file });
}
