import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signIn } from '@yizhan/local/door';
import { type Installation, someFacts, until } from '@yizhan/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownInvestor, password, startAll } from './installation.ts';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}
interface Received {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue?: string };
      }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[];
  }[];
}

/** Takes in what the services export, as a collector does (OTLP over HTTP, JSON). */
const startCollector = async () => {
  const spans: Span[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Received;
      for (const { resource, scopeSpans } of resourceSpans) {
        const service =
          resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        for (const scope of scopeSpans)
          spans.push(...scope.spans.map((span) => ({ ...span, service: service.replace('yizhan-', '') })));
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

let collector: Awaited<ReturnType<typeof startCollector>>;
let installation: Installation;
beforeAll(async () => {
  collector = await startCollector();
  installation = await startAll(
    ['identity', 'admission', 'prereview', 'insight', 'gateway'],
    '2026-03-02T01:00:00.000Z',
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  );
}, 120_000);
afterAll(async () => {
  await installation?.stop();
  collector?.server.close();
});

it('is one from the page’s mutation to the read side, and each part is below the one that led to it', async () => {
  const { token } = await signIn(installation.urlOf('gateway'), 'qiye', password);
  const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const response = await fetch(`${installation.urlOf('gateway')}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: `00-${traceId}-${spanId}-01`,
    },
    body: JSON.stringify({
      query:
        'mutation Submit($input: SubmitApplicationInput!) { submitApplication(input: $input) { __typename } }',
      variables: {
        input: {
          key: 'trace-000001',
          investor: ownInvestor,
          facts: someFacts(),
          electronicDelivery: true,
        },
      },
    }),
  });
  expect(await response.json()).toMatchObject({ data: { submitApplication: { __typename: 'CommandDone' } } });
  const isReadSide = ({ service, name }: Span): boolean =>
    service === 'insight' && name === 'consume prereview.PrereviewOpened';
  const way = (span: Span | undefined, spans: readonly Span[]): readonly string[] =>
    span === undefined
      ? []
      : [
          ...way(
            spans.find(({ spanId: id }) => id === span.parentSpanId),
            spans,
          ),
          `${span.service} ${span.name}`,
        ];
  const saving = ({ service, name }: Span): boolean => service === 'admission' && name === 'save application';
  // Each process exports in its own time: what comes last may come first.
  const spans = await until(
    async () => collector.spans.filter((span) => span.traceId === traceId),
    (seen) => way(seen.find(isReadSide), seen)[0]?.startsWith('gateway') === true && seen.some(saving),
    30_000,
  );
  expect(way(spans.find(isReadSide), spans)).toEqual([
    'gateway mutation Submit',
    'admission POST /api/commands/submitApplication',
    'admission publish admission.ApplicationSubmitted',
    'prereview consume admission.ApplicationSubmitted',
    'prereview publish prereview.PrereviewOpened',
    'insight consume prereview.PrereviewOpened',
  ]);
  expect(way(spans.find(saving), spans)).toEqual([
    'gateway mutation Submit',
    'admission POST /api/commands/submitApplication',
    'admission save application',
  ]);
  expect(spans.find(({ service }) => service === 'gateway')?.parentSpanId).toBe(spanId);
});
