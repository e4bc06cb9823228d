import { publicDocument } from '@commerce/platform/documents';
import { format, resolveConfig } from 'prettier';
import { join } from 'node:path';
import { root } from '../places.ts';
import { clientTypes } from './client-types.ts';

/** The generated part of the client, in the repository. */
export const CLIENT_TYPES = join('packages', 'client', 'src', 'api.ts');

/** What must stand in it. */
export async function clientFile(): Promise<string> {
  const style = await resolveConfig(join(root, 'package.json'));
  return format(clientTypes(publicDocument()), { ...style, parser: 'typescript' });
}
