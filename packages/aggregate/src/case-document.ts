import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';

/** An event as it is stored and sent: `body` is its canonical envelope, `hash` that body's SHA-256. */
export interface StoredEvent {
  readonly seq: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly body: string;
  readonly hash: string;
  /** Real time of the save, for measuring; no part of the truth. */
  readonly savedAt: Date;
  readonly traceparent?: string;
}

/** The answer to a command, kept for 30 days under its idempotency key. */
export interface KeptAnswer {
  readonly scope: string;
  readonly payload: string;
  readonly version: number;
  readonly seq: number;
  readonly status: string;
  readonly receipt?: string;
  readonly at: Date;
}

/** One case is one document: state, unsent events and keys are saved together, once. */
export interface CaseDocument<State = unknown> {
  readonly _id: string;
  readonly kind: string;
  readonly county: string;
  readonly key: string;
  readonly version: number;
  readonly seq: number;
  readonly lastHash: string;
  /** Legal time of the last event: no later one precedes it. */
  readonly lastAt: string;
  readonly status: string;
  readonly state: State;
  readonly search: Readonly<Record<string, unknown>>;
  /** Instant of the next deadline: a derived, indexed copy. */
  readonly dueAt?: string;
  /** Absent when empty, so that the partial index holds only what waits. */
  readonly unsent?: readonly StoredEvent[];
  readonly unsentSince?: Date;
  readonly keys: readonly KeptAnswer[];
}

/** An event filed by the relay: append-only. */
export interface FiledEvent extends StoredEvent {
  readonly _id: string;
  readonly caseId: string;
  readonly key: string;
  readonly filedAt: Date;
}

/** `_id` of a filed event: case and sequence, sortable; twice is once. */
export const filedId = (caseId: string, seq: number): string => `${caseId}.${String(seq).padStart(8, '0')}`;

const storedEvent = {
  seq: Number,
  type: { type: String },
  recordedAt: String,
  body: String,
  hash: String,
  savedAt: Date,
  traceparent: String,
};

const caseSchema = new Schema(
  {
    _id: String,
    kind: { type: String, required: true },
    county: { type: String, required: true },
    key: { type: String, required: true },
    version: { type: Number, required: true },
    seq: { type: Number, required: true },
    lastHash: { type: String, required: true },
    lastAt: { type: String, required: true },
    status: { type: String, required: true },
    state: { type: Schema.Types.Mixed, required: true },
    search: { type: Schema.Types.Mixed, required: true },
    dueAt: String,
    unsent: { type: [new Schema(storedEvent, { _id: false })], default: undefined },
    unsentSince: Date,
    keys: {
      type: [
        new Schema(
          {
            scope: String,
            payload: String,
            version: Number,
            seq: Number,
            status: String,
            receipt: String,
            at: Date,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
  },
  { strict: 'throw', minimize: false, versionKey: false, collection: 'cases' },
);
caseSchema.index({ unsentSince: 1 }, { partialFilterExpression: { unsentSince: { $exists: true } } });
caseSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
caseSchema.index(
  { 'keys.scope': 1 },
  { unique: true, partialFilterExpression: { 'keys.scope': { $exists: true } } },
);
caseSchema.index({ kind: 1, county: 1, status: 1, dueAt: 1 });
caseSchema.index({ key: 1 });

const filedSchema = new Schema(
  { ...storedEvent, _id: String, caseId: String, key: String, filedAt: Date },
  { strict: 'throw', versionKey: false, collection: 'events' },
);
/** The order of the export. */
filedSchema.index({ key: 1, _id: 1 });

/** The two models of a service's cases on its own connection. */
export const caseModels = (
  connection: Connection,
): { cases: Model<CaseDocument>; events: Model<FiledEvent> } => ({
  cases: connection.model('Case', caseSchema) as unknown as Model<CaseDocument>,
  events: connection.model('FiledEvent', filedSchema) as unknown as Model<FiledEvent>,
});
