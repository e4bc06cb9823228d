import { Command, InvalidArgumentError, type Option } from 'commander';

const USAGE_ERROR = 2;

/** The variable of the commands that work on the data of the platform. */
export const DATA_DIRECTORY = 'COMMERCE_DATA_DIR (default .data)';

/**
 * The command line of a script, to be given options and arguments. `--help` shows them and ends with
 * exit code 0. Unknown ones, missing ones and wrong values end with a message, the help and exit code 2.
 */
export function commandLine({
  name,
  about,
  environment,
}: {
  name: string;
  about: string;
  /** The variables that the script reads. */
  environment?: string;
}): Command {
  return new Command(name)
    .description(about)
    .helpOption('--help', 'show this')
    .addHelpText('after', environment === undefined ? '' : `\nEnvironment: ${environment}`)
    .configureHelp({ optionDescription })
    .showHelpAfterError()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE_ERROR));
}

// Without the defaults of flags, which are all false.
function optionDescription({ description, defaultValue }: Option): string {
  return defaultValue ? `${description} (default ${String(defaultValue)})` : description;
}

/** Reads the value of an option that is a whole number from 1 to `max`. */
export function upTo(max: number): (text: string) => number {
  return (text) => {
    if (isWholeNumber(text, max)) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${max}.`);
  };
}

export function isWholeNumber(text: string, max: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= max;
}
