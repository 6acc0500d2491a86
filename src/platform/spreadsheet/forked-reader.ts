import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ParseAnswer, ParseRequest } from './parse-child.js';
import { sheetFormatOf } from './read-sheet.js';
import { isSpreadsheetErrorCode, SpreadsheetError } from './spreadsheet-errors.js';
import * as limits from './spreadsheet-limits.js';
import { type SheetTable, SpreadsheetReader } from './spreadsheet-reader.js';

/** The walls around one child process. */
export interface ChildBounds {
  millisecondsMax: number;
  heapMegabytesMax: number;
  atOnceMax: number;
  waitingMax: number;
}

const DEFAULT_BOUNDS: ChildBounds = {
  millisecondsMax: limits.PARSE_MILLISECONDS_MAX,
  heapMegabytesMax: limits.CHILD_HEAP_MEGABYTES_MAX,
  atOnceMax: limits.PARSES_AT_ONCE_MAX,
  waitingMax: limits.PARSES_WAITING_MAX,
};

/**
 * Reads each file in a child process of its own with a bounded heap, a time limit and an empty environment: a hostile file can at
 * worst end its own child. The server process looks at the size, the first bytes and the name only.
 */
@Injectable()
export class ForkedSpreadsheetReader extends SpreadsheetReader implements OnModuleDestroy {
  private readonly children = new Set<ChildProcess>();
  private readonly waiting: (() => void)[] = [];
  private bounds = DEFAULT_BOUNDS;
  private running = 0;
  private closing = false;

  /** The same reader with other walls: tests use lower ones. */
  static bounded(bounds: Partial<ChildBounds>): ForkedSpreadsheetReader {
    const reader = new ForkedSpreadsheetReader();
    reader.bounds = { ...DEFAULT_BOUNDS, ...bounds };
    return reader;
  }

  async read(file: Buffer, fileName: string): Promise<SheetTable> {
    const format = sheetFormatOf(file, fileName);
    await this.takeTurn();
    try {
      if (this.closing) throw new SpreadsheetError('READER_BUSY');
      const rows = await this.readInChild({ file, fileName });
      return { rows, format, sha256: createHash('sha256').update(file).digest('hex') };
    } finally {
      this.passTurn();
    }
  }

  /** Ends the child processes with the application. */
  onModuleDestroy(): void {
    this.closing = true;
    for (const child of this.children) child.kill('SIGKILL');
  }

  private async takeTurn(): Promise<void> {
    if (this.running < this.bounds.atOnceMax) {
      this.running++;
      return;
    }
    if (this.waiting.length >= this.bounds.waitingMax) throw new SpreadsheetError('READER_BUSY');
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private passTurn(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }

  private readInChild(request: ParseRequest): Promise<string[][]> {
    const child = fork(childScript(), [], {
      // Neither the secrets of the environment nor the flags of the parent reach the child.
      env: {},
      execArgv: [`--max-old-space-size=${this.bounds.heapMegabytesMax}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.children.add(child);
    return new Promise<string[][]>((resolve, reject) => {
      const timer = setTimeout(() => reject(new SpreadsheetError('PARSE_TIMED_OUT')), this.bounds.millisecondsMax);
      const rows: string[][] = [];
      child.on('message', (answer: ParseAnswer) => {
        if (answer.kind === 'rows') for (const row of answer.rows) rows.push(row);
        else if (answer.kind === 'done') resolve(rows);
        else reject(new SpreadsheetError(isSpreadsheetErrorCode(answer.code) ? answer.code : 'FILE_DAMAGED'));
      });
      // It ended without an answer: the heap limit stopped it.
      child.on('exit', () => reject(new SpreadsheetError('PARSE_ABORTED')));
      child.on('error', reject);
      child.send(request, (error) => error && reject(new SpreadsheetError('PARSE_ABORTED')));
      child.once('exit', () => clearTimeout(timer));
    }).finally(() => {
      child.kill('SIGKILL');
      this.children.delete(child);
    });
  }
}

/** The compiled child beside this file; under the test runner, which loads the sources, the copy that `npm run build` has left in dist. */
function childScript(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const inSources = import.meta.url.endsWith('.ts');
  const folder = inSources ? here.replace(new RegExp(`\\${sep}src\\${sep}(?!.*\\${sep}src\\${sep})`), `${sep}dist${sep}`) : here;
  const script = `${folder}parse-child.js`;
  if (!existsSync(script)) throw new Error(`The compiled spreadsheet parser is missing at ${script}; run "npm run build" first.`);
  return script;
}
