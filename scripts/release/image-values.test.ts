import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { publishedImages, readRegistry, repositoryOf } from './image-values.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test('a registry is a host, perhaps with a port and a path', (t) => {
  for (const sound of ['images.shop.example', 'localhost:5000', 'images.shop.example/a/b-c_d']) {
    t.is(readRegistry(sound), sound);
  }
  for (const wrong of ['', 'https://images.shop.example', 'images.shop.example/', 'a/B', 'a b']) {
    t.throws(() => readRegistry(wrong), { message: /host and a path/ }, wrong);
  }
});

test('an image is in its registry under the name that the chart expects', (t) => {
  t.is(repositoryOf('images.shop.example', 'order'), 'images.shop.example/commerce-order');
});

test('a file that names no images by digest is refused, with its name', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-values-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'images.yaml');
  const wrong = [
    '',
    'image: {}',
    `image: { digests: { order: '${DIGEST}' } }`,
    'image: { registry: a, digests: { order: latest } }',
  ];
  for (const text of wrong) {
    writeFileSync(file, text);
    t.throws(() => publishedImages(file), { message: /images\.yaml does not name images/ }, text);
  }
  t.throws(() => publishedImages(join(folder, 'none.yaml')), { message: /ENOENT/ });
  writeFileSync(file, `image: { registry: a, digests: { order: '${DIGEST}' } }`);
  t.deepEqual(publishedImages(file), [
    { program: 'order', repository: 'a/commerce-order', digest: DIGEST },
  ]);
});
