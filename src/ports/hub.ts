/** The Hugging Face Hub, and who asks it. */

/** Who asks: it decides what they may be shown, and how much they may ask. */
export interface Asker {
  readonly platform: string;
  /** Server or workspace; empty where there is none. */
  readonly tenant: string;
  /** Empty where the platform does not know its people. */
  readonly user: string;
  /** Of the network, where nothing else tells people apart. */
  readonly address?: string | undefined;
  /** The user's id means the same person in every tenant. */
  readonly isEverywhere?: true;
}

/** A model on the Hugging Face Hub; the revision is a branch, a tag or a commit, the default branch when absent. */
export interface HubReference {
  /** `organisation/name`. */
  readonly id: string;
  readonly revision: string | undefined;
}

/** What the Hub says of a model: its configuration as text that nobody has checked, and what its files hold. */
export interface HubModel {
  readonly id: string;
  /** The commit that the configuration is of. */
  readonly commit: string;
  readonly config: string;
  /** Weights in the safetensors files; absent where the Hub does not know, or where they are packed. */
  readonly storedElements: number | undefined;
  readonly gated: boolean;
  /** The Hub could not be asked just now: this is what it last said. */
  readonly isRemembered?: true;
}

/** The Hugging Face Hub, or a mirror. */
export interface Hub {
  /**
   * Answers within 2.5 seconds.
   * @param asker nobody unless given: then only what the Hub shows everybody.
   * @throws UserError `unknown-model` or `not-available` with one sentence that says what the Hub did.
   */
  model(reference: HubReference, asker?: Asker): Promise<HubModel>;
}
