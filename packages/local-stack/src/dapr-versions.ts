/** The programs of Dapr that a stack runs. */
export const DAPR_PROGRAMS = ['daprd', 'placement', 'scheduler', 'sentry'] as const;
export type DaprProgram = (typeof DAPR_PROGRAMS)[number];

/** The SHA-256 (hex) of the archives of a release, by program. */
export type ArchiveSums = Record<DaprProgram, string>;

/** The versions of Dapr and Go, for the launcher, the build and the tests. */
export const DAPR_VERSIONS = {
  /** What is built from dapr/binaries and downloaded with --download-dapr. */
  pinned: '1.18.1',
  /** On which the whole suite passes; any other version runs with a warning. */
  proven: ['1.18.1'],
  /** An older install is not used. */
  oldest: '1.18',
  /** An older Go cannot build dapr/binaries. */
  oldestGo: '1.26',
  /** The modules that make up the pinned version; dapr/binaries/go.mod has the same. */
  modules: {
    'github.com/dapr/dapr': 'v1.18.1',
    'github.com/dapr/components-contrib': 'v1.18.0',
    'github.com/dapr/kit': 'v0.18.1',
    'github.com/dapr/durabletask-go': 'v0.12.1',
    // v0.12.5, which Dapr 1.18.1 asks for, cannot be had from the module proxy.
    'github.com/diagridio/go-etcd-cron': 'v0.12.6',
  },
  /**
   * The sums of the pinned version's archives, by platform and architecture of Node. Recorded from a
   * public Nix package set, which downloads the same archives by them; those of other platforms are
   * not known and must be given with --dapr-sha256.
   */
  archives: {
    'linux-x64': {
      daprd: 'd023c00a5a7a7adc17d43fcf4a2389b6f2ba1d9c3467e94456b74b228e9a8c50',
      placement: '4d05e229169e8f5bc334a404e00befa6fd844a53dbd4494e78cd897e3d6a54ba',
      scheduler: '2fd155a806ae9ed501bc27deaf9a20234a3329f1b8b54034017371a478b5f72f',
      sentry: 'a78ee22d9c85608acafc10a73e12c2962043cc8197ea0df0052397603f087e8c',
    },
  } as Record<string, ArchiveSums>,
} as const;

/** Whether a version text such as `1.18.1` or `go1.26.8` is at least `oldest` (major.minor). */
export function isAtLeast(version: string, oldest: string): boolean {
  const [, ownMajor, ownMinor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (ownMajor === undefined) return false;
  const [major = 0, minor = 0] = oldest.split('.').map(Number);
  return Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor);
}

/** A warning about a version on which the suite was not run; undefined if it was. */
export function unprovenWarning(version: string): string | undefined {
  const { proven } = DAPR_VERSIONS;
  if (proven.some((one) => one === version)) return undefined;
  return `Dapr ${version} has not been proven: the tests of this platform pass on ${proven.join(', ')}`;
}
