/** Where a broker of one machine runs, and how its clients sign in. */
export interface BrokerOptions {
  /** The folder of its data. */
  directory: string;
  /** Where clients connect. */
  port: number;
  /** Where it is controlled and asked for its state. */
  controlPort: number;
  user: string;
  password: string;
  logFile: string;
}
