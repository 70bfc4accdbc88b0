import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** What is being worked on, for spans and log lines: ids only. */
export interface Traced {
  /** W3C trace context of the span that is open. */
  readonly traceparent: string | undefined;
  readonly actor?: string | undefined;
  /** Known once a command has found its case. */
  case?: string;
}

export interface OpenSpan {
  /** To be handed to whoever works on for this span; the parent's own where nothing is recorded. */
  readonly traceparent: string | undefined;
  /** Ends the span; with the error that ended the work, if one did. */
  readonly end: (error?: unknown) => void;
}

type Kind = 'server' | 'client' | 'producer' | 'consumer';
const kinds: Readonly<Record<Kind, SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const tracer = trace.getTracer('yizhan');
const current = new AsyncLocalStorage<Traced>();

const remote = (traceparent: string | undefined): SpanContext | null => {
  const [, traceId = '', spanId = '', flags = ''] = form.exec(traceparent ?? '') ?? [];
  return traceId === '' || /^0+$/.test(traceId) || /^0+$/.test(spanId)
    ? null
    : { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
};

/** A `traceparent` as its sender formed it, or undefined where it is none (W3C Trace Context). */
export const readTraceparent = (text: string | undefined): string | undefined =>
  remote(text) === null ? undefined : text;

/** Id of the trace, for log lines. */
export const traceIdOf = (traceparent: string | undefined): string | undefined =>
  remote(traceparent)?.traceId;

/**
 * Opens a span below another process's or another span's `traceparent`. By hand, and not by instrumentation, which
 * halves the throughput of the database. Without an exporter nothing is recorded and nearly nothing done.
 */
export const beginSpan = (
  name: string,
  kind: Kind,
  parent: string | undefined,
  attributes: Attributes = {},
): OpenSpan => {
  const parentContext = remote(parent);
  const span = tracer.startSpan(
    name,
    { kind: kinds[kind], attributes },
    parentContext === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parentContext),
  );
  if (!span.isRecording()) return { traceparent: parent, end: () => undefined };
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    end: (error) => {
      if (error !== undefined) {
        const message = error instanceof Error ? error.name : String(error);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
      }
      span.end();
    },
  };
};

/** Runs what belongs to a piece of work; `currentWork` tells it on the way. */
export const withinWork = async <T>(work: Traced, run: () => Promise<T>): Promise<T> =>
  await current.run(work, run);

/** What is being worked on here, if anything is. */
export const currentWork = (): Traced | undefined => current.getStore();
