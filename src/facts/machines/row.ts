/** The shape of a machine: the devices in it, and what stands beside them. */

/** What a machine has beside its devices. */
export interface Host {
  /** Main memory, in GiB (vendors who write GB mean GiB here). */
  readonly ramGib: number;
  /** Disk that comes with it, in GB; null where none does, or as much as one pays for. */
  readonly diskGb: number | null;
}

/** Hours in which it costs nothing; null where there is no such limit, or nobody says it. */
interface FreeHours {
  readonly perSession: number | null;
  readonly perWeek: number | null;
}

export interface Machine {
  /** How people call it, case, spaces and punctuation apart. */
  readonly names: readonly string[];
  /** The row's id. */
  readonly gpu: string;
  readonly count: number;
  /** Other rows the same name may mean. */
  readonly also?: readonly string[];
  readonly host?: Host;
  /** A machine that costs nothing within these hours. */
  readonly free?: FreeHours;
}
