import { trace } from '@opentelemetry/api';

import type { ServiceConfig } from './config.ts';

export { beginSpan, readTraceparent } from '@yizhan/aggregate';

/**
 * Sends this process's spans to where `OTEL_EXPORTER_OTLP_ENDPOINT` says (OTLP over HTTP), a share of the traces by
 * `OTEL_TRACES_SAMPLER_ARG`; without an address nothing is loaded and nothing recorded. Returns how to send what is left.
 */
export const startTracing = async ({
  service,
  installation,
  tracing,
}: Pick<ServiceConfig, 'service' | 'installation' | 'tracing'>): Promise<() => Promise<void>> => {
  if (tracing === null) return async () => undefined;
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: new URL('/v1/traces', tracing.endpoint).href });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `yizhan-${service}`,
      'service.namespace': installation,
    }),
    // By the trace's id alone: every process decides alike, and a caller's flag decides nothing.
    sampler: new sdk.TraceIdRatioBasedSampler(tracing.share),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  trace.setGlobalTracerProvider(provider);
  return async () => await provider.shutdown();
};
