/** An audit entry: `asked` before the request runs, then its outcome. */
export interface AuditEntry {
  /** The id of the user, or of the service client. */
  actor: string;
  /** The id of the operation. */
  action: string;
  /** The path of the request. */
  target: string;
  outcome: 'asked' | 'done' | 'refused';
}
