import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { drainConnections } from './connection-drain.js';

const ASK = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;

describe('a server that closes', () => {
  let server: FastifyInstance;
  let answer: () => void;
  let begin: () => void;
  let asked: Promise<void>;
  let noMoreTaken: Promise<void>;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    server = Fastify({ keepAliveTimeout: 65_000 });
    drainConnections(server);
    noMoreTaken = new Promise((resolve) => {
      server.addHook('preClose', (done) => {
        setImmediate(resolve);
        done();
      });
    });
    const held = new Promise<void>((resolve) => (answer = resolve));
    asked = new Promise((resolve) => (begin = resolve));
    server.get('/held', async () => {
      begin();
      await held;
      return 'answered';
    });
    server.get('/begun', (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-length': 8 });
      reply.raw.write('answ');
      begin();
      void held.then(() => reply.raw.end('ered'));
    });
    server.get('/now', () => 'answered');
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

  async function client(path?: string): Promise<{ socket: Socket; text: () => string; closed: Promise<unknown> }> {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    let received = '';
    socket.setEncoding('utf8').on('data', (part: string) => (received += part));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const accepted = once(server.server, 'connection');
    await once(socket, 'connect');
    await accepted;
    if (path) socket.write(ASK(path));
    return { socket, text: () => received, closed };
  }

  it.each(['/held', '/begun'])('gives the answer that is under way and ends that connection too: %s', async (path) => {
    const { text, closed } = await client(path);
    await asked;
    const closing = server.close();
    await noMoreTaken;
    answer();
    await Promise.all([closing, closed]);
    expect(text()).toMatch(/^HTTP\/1\.1 200[\s\S]*answered$/);
    if (path === '/held') expect(text().toLowerCase()).toContain('connection: close');
  });

  it('waits neither for a connection that never asked nor for half a request', async () => {
    const [silent, half] = [await client(), await client()];
    half.socket.write('GET /now HTTP/1.1\r\nhost: loc');
    await Promise.all([server.close(), silent.closed, half.closed]);
    expect([silent.text(), half.text()]).toEqual(['', '']);
  });

  it('keeps connections alive as long as it serves', async () => {
    const { socket, text } = await client('/now');
    await once(socket, 'data');
    socket.write(ASK('/now'));
    await once(socket, 'data');
    expect(text().match(/200 OK/g)).toHaveLength(2);
    expect(text().toLowerCase()).not.toContain('connection: close');
    await server.close();
  });
});
