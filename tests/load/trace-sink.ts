import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes in spans as a collector does and only counts them, so that they cost the exporter what they would. */
export const startSink = async (): Promise<{
  readonly url: string;
  readonly spans: () => number;
  readonly stop: () => void;
}> => {
  let spans = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      spans += Buffer.concat(chunks).toString().split('"spanId"').length - 1;
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans: () => spans, stop: () => void server.close() };
};
