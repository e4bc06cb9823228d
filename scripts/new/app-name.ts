import { pascalCase } from '@commerce/contracts/apps';
import { EMPTY_WORDS } from './empty-words.ts';

/** Longest name of an app: it is a part of names of databases, components and consumer groups. */
const MAX_LENGTH = 20;
const NAME = /^[a-z]+(?:-[a-z]+)*$/;
/** Processes and databases of the local set, and pages of the gateway. */
const OF_THE_LOCAL_SET = ['postgres', 'redis', 'placement', 'scheduler', 'sentry', 'guest', 'docs'];
/** Words that cannot be a variable, and the contract of an app is one. */
const OF_THE_LANGUAGE = (
  'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
  'extends false finally for function if implements import in instanceof interface let new null package ' +
  'private protected public return static super switch this throw true try typeof undefined var void while ' +
  'with yield'
).split(' ');
/** What has names already. */
export interface KnownNames {
  apps: readonly string[];
  /** Most apps that there are ports for. */
  maxApps: number;
  /** Folders whose package would have the same name. */
  packages: readonly string[];
  /** Paths of operations. */
  paths: readonly string[];
  /** Schemas of the API. */
  schemas: readonly string[];
}

/** Why a new app cannot have this name; undefined if it can. */
export function nameFault(name: string, known: KnownNames): string | undefined {
  const { apps, maxApps, packages, paths, schemas } = known;
  if (!NAME.test(name)) return 'a name has lower-case letters and single hyphens: gift-cards';
  if (name.length > MAX_LENGTH) return `a name has at most ${MAX_LENGTH} characters`;
  if (apps.includes(name)) return 'there is such an app';
  if (packages.includes(name)) return `there is a package @commerce/${name}`;
  if (OF_THE_LOCAL_SET.includes(name)) return 'something else of the local set has that name';
  if (OF_THE_LANGUAGE.includes(name)) return 'it is a word of the language';
  const empty = name.split('-').find((word) => Object.hasOwn(EMPTY_WORDS, word));
  if (empty !== undefined) return `'${empty}' says nothing of what the app does`;
  const path = paths.find((one) => one.split('/')[1] === name);
  if (path !== undefined) return `another app has the path ${path}`;
  const schema = `${pascalCase(name)}Product`;
  if (schemas.includes(schema)) return `another app has the schema ${schema}`;
  if (apps.length >= maxApps) return `there are ports for ${maxApps} apps only`;
  return undefined;
}
