// `npm run ops`: the tests of images, clusters and tools around the platform.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { Argument } from 'commander';
import { commandLine } from './command-line.ts';
import { interruption } from './interruption.ts';
import { endWith } from './launch.ts';
import { root } from './places.ts';
import { runTests } from './test-runs.ts';

const SUFFIX = '.test.ts';

function areas(): string[] {
  return globSync(`tests/ops/*${SUFFIX}`, { cwd: root }).map((file) => basename(file, SUFFIX));
}

async function main(): Promise<number> {
  const program = commandLine({
    name: 'npm run ops --',
    about:
      'Runs the tests of tests/ops one after another: they build images and programs, and start what ' +
      'operators run. Programs are built once for a machine. `list` only prints the areas, as JSON.',
    environment: 'XDG_CACHE_HOME (default ~/.cache)',
  })
    .addArgument(new Argument('<command>').choices(['list', 'test']))
    .addArgument(new Argument('[areas...]', 'only these; by default all').choices(areas()))
    .parse();
  const [what, ...chosen] = program.args;
  if (what === 'list') {
    console.log(JSON.stringify(areas()));
    return 0;
  }
  const signal = interruption();
  let passed = 0;
  let failed = 0;
  for (const area of chosen.length > 0 ? chosen : areas()) {
    const startedAt = performance.now();
    const run = { title: area, files: [`tests/ops/${area}${SUFFIX}`], concurrency: 1 };
    const result = await runTests(run, { env: {}, signal });
    console.log(`${area}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    for (const failure of result.failures) console.log(`  ${failure}`);
    passed += result.passed;
    failed += result.failed;
    if (signal.aborted) throw signal.reason;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exit(await main().catch(endWith));
