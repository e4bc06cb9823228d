/** A violated invariant and its subject. */
export interface Violation {
  rule: string;
  subject: string;
  detail: string;
}

export function violation(rule: string, subject: string, detail: string): Violation {
  return { rule, subject, detail };
}
