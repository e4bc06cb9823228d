// What artillery finds by name in a composed scenario.
export { miss, take } from './answer.ts';
export { authenticate, failToAuthenticate } from './provider.ts';
export { mustRepeat, pauseBeforeRepeat } from './repeat.ts';
export { arrive, goesOn, prepare } from './request.ts';
