import { serve } from './runtime.ts';

await serve('node');
