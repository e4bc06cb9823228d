import { generateApi } from '@commerce/client/generate-api';
import { publicDocument } from '@commerce/platform/documents';
import { join } from 'node:path';
import { formatted } from '../formatted.ts';

/** The generated part of the client, in the repository. */
export const CLIENT_TYPES = join('packages', 'client', 'src', 'api.ts');

/** Its text for the current API. */
export async function clientFile(): Promise<string> {
  return formatted(CLIENT_TYPES, await generateApi(publicDocument()));
}
