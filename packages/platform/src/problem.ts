import { problems } from '@commerce/contracts/problems';
import { problemsOf } from '@commerce/runtime/http';

/** Makes the problem of a code of the platform, to be thrown by a use case. */
export const problem = problemsOf(problems);
