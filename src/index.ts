/** The public door of the estimator. */
export { adviceFor, type Advice, type Remedy, type Suggestion } from './fit/advice.ts';
export { architectureOf, type Architecture } from './model/architecture.ts';
export {
  COMPONENT_KINDS,
  COMPONENTS,
  PHASES,
  type ComponentId,
  type ComponentKind,
  type MemoryComponent,
  type Phase,
} from './memory/component.ts';
export { leadingOffer, offerOf, OVERHEAD, runCost, SPOT_OVERHEAD, type Offer, type RunCost } from './cost/cost.ts';
export { compareDevices, deviceRun, sweetSpot, tokensFor, type DeviceRun, type OfferedRun } from './cost/compare.ts';
export {
  deviceNotes,
  looksLikeDevice,
  MAX_COUNT,
  parseDevice,
  suggestDevices,
  type DeviceChoice,
} from './fit/device.ts';
export { nearMisses, sizeClasses, sweep, type Settings, type SizeClass, type Trainable } from './fit/catalogue.ts';
export { parseConfig } from './model/config/parse.ts';
export { readConfig, type DecodedModel } from './model/config/read.ts';
export { withStored } from './model/config/stored.ts';
export { customModel, DIMENSIONS, type Dimensions } from './model/custom.ts';
export { unlessRefused, UserError, type Allowed, type Complaint, type UserErrorCode } from './errors.ts';
export {
  bytesByPhase,
  estimate,
  estimatePlan,
  needOf,
  peakBytes,
  uncertainOf,
  type Estimate,
  type Peak,
} from './memory/estimate.ts';
export { ATTENTIONS } from './facts/attentions.ts';
export { CHECKPOINTINGS } from './facts/checkpointings.ts';
export { DTYPES, type DtypeId } from './facts/dtypes.ts';
export { FRAMEWORKS, type FrameworkId } from './facts/frameworks.ts';
export { gpus, gpusOfLabel, usableBytes, type GpuFacts } from './facts/gpus.ts';
export { findModels, modelSlug, resolveModel, suggestModels, type ResolvedModel } from './model/lookup.ts';
export { KV_CACHES } from './facts/kv-caches.ts';
export { copiedBy } from './model/names.ts';
export { LOSSES } from './facts/losses.ts';
export { METHODS, type MethodId } from './facts/methods.ts';
export { MODELS } from './facts/models/index.ts';
export { OBJECTIVES, type ObjectiveRow } from './facts/objectives.ts';
export { OPTIMIZERS } from './facts/optimizers.ts';
export { PRECISIONS, type PrecisionId } from './facts/precisions.ts';
export { ageDays, CARD_PRICES, dayOf, SEGMENTS, SHIPPED_PRICES, STALE_DAYS, TRUSTS } from './facts/prices.ts';
export { QUANTIZATIONS } from './facts/quantizations.ts';
export { SHARDINGS, type ShardingId } from './facts/shardings.ts';
export { MODULE_PARTS, TARGETS, type TargetId } from './facts/targets.ts';
export { TOWER_TRAININGS, type TowerTrainingId } from './facts/tower-trainings.ts';
export type { ModelFacts, Source } from './facts/types.ts';
export { estimateOn, judge, judgePlan, planOn, plansOn, type Fit, type PlanFit, type Verdict } from './fit/fit.ts';
export { hardwareTable, smallestHardware, type HardwareRow, type Placement, type PriceOf } from './fit/hardware.ts';
export { parseHubReference } from './model/hub-reference.ts';
export { editDistance, nearest } from './nearest.ts';
export { fillIn } from './plan/defaults.ts';
export { layoutText, type Layout } from './plan/parallel.ts';
export { makePlan, type Plan } from './plan/plan.ts';
export { presetLine, presetWords, type PresetWords } from './plan/preset.ts';
export { checkRequest, RANGES, type EstimateRequest, type Images, type RequestInput } from './plan/request.ts';
export {
  fillJob,
  JOB_RANGES,
  trainingTime,
  type Job,
  type JobInput,
  type SpeedSettings,
  type StepSeconds,
  type TrainingTime,
} from './cost/time.ts';
export { hostBytes } from './memory/host.ts';
export { largestWhere, limitOf, limitOfPlan, type Axis, type Limit } from './fit/search.ts';
export { formatBytes, formatCount, formatParameters, GIB, MIB } from './units.ts';
export { anyOf, capitalised } from './words.ts';
