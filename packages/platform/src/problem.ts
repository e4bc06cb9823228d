import { problems } from '@commerce/contracts/problems';
import { problemsOf } from 'dapr-actor-runtime/server';

/** Makes the problem of a platform code, for use cases to throw. */
export const problem = problemsOf(problems);
