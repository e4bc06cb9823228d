import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../places.ts';
import { contentDigest, type Inspected } from './engine.ts';

const image: Inspected = {
  Id: 'sha256:1',
  Size: 1,
  Architecture: 'amd64',
  Os: 'linux',
  Config: { User: '65532:65532', Entrypoint: ['/nodejs/bin/node'], Labels: { b: '2', a: '1' } },
  RootFS: { Layers: ['sha256:base', 'sha256:app'] },
};

test('the digest of the content does not depend on the time of the build or the order of labels', (t) => {
  const later = { ...image, Id: 'sha256:2', Created: '2026-01-01', Size: 2 };
  const config = { ...image.Config, Labels: { a: '1', b: '2' } };
  t.is(contentDigest({ ...later, Config: config }), contentDigest(image));
});

test('the digest of the content depends on the layers, the user and the command', (t) => {
  const digests = [
    image,
    { ...image, RootFS: { Layers: ['sha256:base'] } },
    { ...image, Config: { ...image.Config, User: '0' } },
    { ...image, Config: { ...image.Config, Entrypoint: ['/bin/sh'] } },
  ].map(contentDigest);
  t.is(new Set(digests).size, digests.length);
});

test('without an engine the command says so in one line and ends with 2', (t) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'images.ts')],
    { env: { PATH: '' }, encoding: 'utf8' },
  );
  t.is(status, 2);
  t.is(stdout, '');
  t.regex(stderr, /^no images: no Docker engine answers: .+\n$/);
});
