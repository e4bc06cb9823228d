import { contentOf, programs } from '../images/image.ts';
import { type LockedPackage, nameOf, readLock } from '../images/lock-file.ts';
import { code, page, table } from './markdown.ts';

/** The page of the images: what each contains, and the licences of all their packages. */
export function imagesPage(): string {
  const lock = readLock();
  const images = programs().map((program) => ({ program, ...contentOf(program, lock) }));
  const paths = [...new Set(images.flatMap(({ packages }) => packages))].sort();
  const packages = new Map(
    paths.map((path) => {
      const { version = '', license = '' } = lock[path] as LockedPackage;
      return [`${nameOf(path)} ${version}`, { name: nameOf(path), version, license }];
    }),
  );
  const inImages = (name: string, version: string) =>
    images.filter((one) =>
      one.packages.some((path) => nameOf(path) === name && lock[path]?.version === version),
    );
  const every = (found: unknown[]) => found.length === images.length;
  return page(
    'Images',
    'Every app and every simulator has an image ([how they are built](../how-to/build-images.md)), with the ' +
      'sources and the packages that it loads and no others, found by following its imports. Each has its ' +
      'SBOM (CycloneDX) at `/app/sbom.cdx.json`.',
    '## Contents',
    table(
      ['image', 'runs', 'files', 'packages', 'that it imports itself'],
      images.map(({ program, files, packages: all, imported }) => [
        code(program.name),
        code(program.folder),
        String(files.length),
        String(all.length),
        imported.map(code).join(', '),
      ]),
    ),
    '## Licences',
    'Of the packages in the images, from `package-lock.json`.',
    table(
      ['package', 'version', 'licence', 'in'],
      [...packages.values()].map(({ name, version, license }) => {
        const found = inImages(name, version);
        const names = found.map(({ program }) => program.name).join(', ');
        return [code(name), version, license, every(found) ? 'all' : names];
      }),
    ),
  );
}
