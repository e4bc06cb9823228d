import type { Contender } from './contender.ts';
import { daprCommerce, daprCommerceAccelerated } from './dapr-commerce/contender.ts';
import { daprWorkflow } from './dapr-workflow/contender.ts';
import { dbos, dbosTransactions } from './dbos/contender.ts';
import { oneTransaction } from './one-transaction/contender.ts';
import { restate, restateFewPartitions } from './restate/contender.ts';
import { temporal } from './temporal/contender.ts';

/** All contenders, in the order of a round. */
export const contenders: Contender[] = [
  daprCommerce,
  daprCommerceAccelerated,
  restate,
  restateFewPartitions,
  dbos,
  dbosTransactions,
  daprWorkflow,
  temporal,
  oneTransaction,
];
