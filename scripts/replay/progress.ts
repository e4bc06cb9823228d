/** What the replay needs of a progress display; the launcher's terminal display fits it. */
export type Progress = {
  step: (title: string) => { done: (detail?: string) => void; fail: () => void };
  bar: (
    title: string,
    total: number,
  ) => { tick: (count?: number) => void; done: (detail?: string) => void };
};
