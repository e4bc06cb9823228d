export { type InMemoryApp, inMemoryApp } from './in-memory-app.ts';
export { type InMemoryBus, inMemoryBus } from './in-memory-bus.ts';
export { type InMemoryStreams, inMemoryStreams } from './in-memory-streams.ts';
export { type SagaDriver, sagaDriver, type SagaRunReport } from './saga-driver.ts';
export { type Expectation, specify } from './specify.ts';
export { type StepFault, stepFaults } from './step-faults.ts';
export { type VirtualClock, virtualClock } from './virtual-clock.ts';
