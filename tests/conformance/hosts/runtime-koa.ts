import { serve } from './runtime.ts';

await serve('koa');
