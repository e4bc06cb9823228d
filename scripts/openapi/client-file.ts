import { generateApi } from '@commerce/client/generate-api';
import { publicDocument } from '@commerce/platform/documents';
import { format, resolveConfig } from 'prettier';
import { join } from 'node:path';
import { root } from '../places.ts';

/** The generated part of the client, in the repository. */
export const CLIENT_TYPES = join('packages', 'client', 'src', 'api.ts');

/** Its text for the current API. */
export async function clientFile(): Promise<string> {
  const style = await resolveConfig(join(root, 'package.json'));
  return format(await generateApi(publicDocument()), { ...style, parser: 'typescript' });
}
