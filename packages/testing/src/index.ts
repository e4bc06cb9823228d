export { connectStack, type TestApp, type TestStack } from './stack.ts';
export type { TestStackFile } from './stack-file.ts';
export { waitUntil } from './wait-until.ts';
