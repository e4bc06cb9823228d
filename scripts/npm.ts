/** The command that runs npm, and its first arguments: the npm that runs this script, or that on PATH. */
export function npmCommand(): [command: string, ...first: string[]] {
  const npm = process.env['npm_execpath'];
  return npm ? [process.execPath, npm] : ['npm'];
}
