/** The work that runs, so that stopping can wait for it. */
export interface Jobs {
  /** Runs the job, unless closed; the result says whether it was taken. */
  run(job: () => Promise<void>): Promise<boolean>;
  /** Takes no more. */
  close(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

export function createJobs(): Jobs {
  const running = new Set<Promise<void>>();
  let isOpen = true;
  return {
    async run(job) {
      if (!isOpen) return false;
      const work = job();
      running.add(work);
      await work.finally(() => running.delete(work));
      return true;
    },
    close() {
      isOpen = false;
    },
    async idle() {
      await Promise.allSettled(running);
    },
  };
}
