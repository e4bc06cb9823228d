import { type EventStreams, eventTable, openEventStreams } from 'dapr-actor-runtime/streams';
import { inMemoryStreams } from 'dapr-actor-runtime/testing';
import test from 'ava';
import { type Probe, startProbe } from './probe.ts';
import { streamBehaviours } from './stream-behaviours.ts';

// The double of the testing kit must not do other things than the streams of a sidecar.
let probe: Probe;
let onSidecar: EventStreams;
const inMemory = inMemoryStreams({ stateVersion: 1 });
test.before(async () => {
  probe = await startProbe(() => []);
  const { sidecar, database, appId, log } = probe;
  const table = eventTable({ name: 'stream_state', appId, kind: 'contract' });
  const store = { store: 'orderstreams', table, stateVersion: 1 };
  onSidecar = openEventStreams({ sidecar, database, ...store, log });
});
test.after.always(() => probe?.stop());

for (const [behaviour, holds] of Object.entries(streamBehaviours)) {
  test(`on a sidecar, ${behaviour}`, (t) => holds(t, onSidecar));
  test(`in memory, ${behaviour}`, (t) => holds(t, inMemory));
}
