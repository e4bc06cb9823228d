import test from 'ava';
import { runList } from './run-list.ts';
import { openSidecars, type Sidecars } from './sidecars.ts';

/** Enough to fill the queue of a worker that drops work; the whole list starts 1,000. */
const WORKFLOWS = 150;

let sidecars: Sidecars;
test.before(async () => {
  sidecars = await openSidecars('in-memory');
});
test.after.always(() => sidecars?.stop());

for (const name of ['koa', 'node'] as const) {
  test.serial(`the runtime behind ${name} keeps every promise of the list`, async (t) => {
    const faults: string[] = [];
    await runList(name, sidecars, {
      scale: { workflows: WORKFLOWS },
      onResult(title, fault, sidecarLog) {
        if (fault === undefined) return;
        faults.push(`${title}: ${fault}`);
        t.log(sidecarLog);
      },
    });
    t.deepEqual(faults, []);
  });
}
