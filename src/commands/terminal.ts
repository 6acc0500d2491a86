import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Terminal } from './command.js';

const PIPED_BYTES_MAX = 4_096;
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

async function asked(question: string, isShown: boolean): Promise<string> {
  if (!isShown) process.stderr.write(question);
  const lines = createInterface({ input: process.stdin, output: isShown ? process.stderr : nowhere, terminal: process.stdin.isTTY });
  try {
    /* A shown question goes through the editor of the line, which would else wipe it at the first key. */
    return await lines.question(isShown ? question : '');
  } finally {
    lines.close();
    if (!isShown) process.stderr.write('\n');
  }
}

/** The terminal of the process: results on the standard output, everything else on the standard error. */
export const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  isInteractive: process.stdin.isTTY,
  ask: (question) => asked(question, true),
  askSecret: (question) => asked(question, false),
  readAll: async () => {
    let text = '';
    for await (const chunk of process.stdin.setEncoding('utf8')) {
      text += chunk as string;
      if (Buffer.byteLength(text) > PIPED_BYTES_MAX) throw new Error(`More than ${PIPED_BYTES_MAX} bytes were piped in`);
    }
    return text;
  },
};
