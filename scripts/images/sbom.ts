import { spawnSync } from 'node:child_process';
import { npmCommand } from '../npm.ts';
import { root } from '../places.ts';
import type { ImageContent } from './image.ts';
import { type Lock, nameOf, readLock } from './lock-file.ts';

/** Most bytes of an SBOM of all packages. */
const MAX_BYTES = 32 * 1024 * 1024;

interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl?: string;
  licenses?: object[];
}

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * The CycloneDX document of an image: what `npm sbom` says of the packages that it contains. It has no
 * serial number and no time, so that the same image has the same document. Packages that are
 * installed twice in one version are one component. Throws if npm fails.
 */
export function sbomOf(name: string, { imported, packages }: ImageContent): Bom {
  const whole = npmSbom();
  const lock = readLock();
  const refs = new Set(packages.map((path) => `${nameOf(path)}@${lock[path]?.version}`));
  const { serialNumber: _, metadata, ...document } = whole;
  const { timestamp: __, component, ...about } = metadata;
  const own = { ...component, 'bom-ref': name, name, type: 'application' };
  const direct = imported.map((one) => `${one}@${lock[`node_modules/${one}`]?.version}`);
  const components = document.components
    .filter((one) => refs.has(one['bom-ref']))
    // What npm calls optional is in this image. It has no licence for an id in lower case.
    .map((one) => ({
      ...one,
      scope: 'required',
      licenses: one.licenses ?? [licenceOf(one, lock)],
    }));
  const missing = [...refs].filter((ref) => !components.some((one) => one['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(', ')}`);
  return {
    ...document,
    metadata: { ...about, component: own },
    components,
    dependencies: [
      { ref: name, dependsOn: direct },
      ...document.dependencies
        .filter(({ ref }) => refs.has(ref))
        .map(({ ref, dependsOn }) => ({
          ref,
          dependsOn: dependsOn.filter((one) => refs.has(one)),
        })),
    ],
  };
}

function licenceOf({ name }: Component, lock: Lock): object {
  return { license: { name: lock[`node_modules/${name}`]?.license ?? 'unknown' } };
}

let known: Bom | undefined;

/** The document of all packages of the repository; npm is asked once. */
function npmSbom(): Bom {
  known ??= askNpm();
  return known;
}

function askNpm(): Bom {
  const [command, ...prefix] = npmCommand();
  // All packages: with --omit=dev npm would leave out those that development needs too, such as koa.
  const args = [...prefix, 'sbom', '--package-lock-only', '--sbom-format=cyclonedx'];
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
  });
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr || stdout}`);
  return JSON.parse(stdout) as Bom;
}
