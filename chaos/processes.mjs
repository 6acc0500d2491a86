import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { LoggedErrors } from './logged-errors.mjs';

const OUTPUT_KEPT_MAX = 20_000;
const END_WAIT_MAX_MS = 10_000;
const POLL_MS = 50;

/** Every process that this run has started and not yet seen ending; nothing else is ever signalled. */
const running = new Set();

/* However this process ends, nothing stays behind: an exit hook cannot wait, but it can signal. A stopped process takes SIGKILL as well. */
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

function tracked(child) {
  running.add(child);
  child.on('exit', () => running.delete(child));
  child.on('error', () => running.delete(child));
  return child;
}

/** A port of 127.0.0.1 on which nobody listens. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Repeats `check` until it gives something else than false or null; throws after `withinMs`. */
export async function until(what, withinMs, check) {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== null && found !== false && found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(POLL_MS);
  }
}

/** A program that can be killed, stopped, resumed and started again with the same command. */
export class Program {
  constructor(name, command, options, { cwd, env } = {}) {
    Object.assign(this, { name, command, options, cwd, env });
    this.child = null;
    this.output = '';
    this.isPaused = false;
    this.errors = new LoggedErrors();
    /** Ends that nobody ordered: what a run must not overlook. */
    this.unexpectedEnds = [];
  }

  get isRunning() {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  start() {
    if (this.isRunning) return;
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = tracked(spawn(this.command, this.options, { cwd: this.cwd, env: this.env, stdio }));
    this.child = child;
    this.isPaused = false;
    this.isEndOrdered = false;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => this.take(text));
    this.ended = new Promise((resolve) => {
      child.on('error', (error) => resolve({ code: null, signal: null, error }));
      child.on('exit', (code, signal) => resolve({ code, signal }));
    }).then((end) => {
      if (!this.isEndOrdered) this.unexpectedEnds.push({ ...end, at: Date.now() });
      return end;
    });
  }

  take(text) {
    this.output = (this.output + text).slice(-OUTPUT_KEPT_MAX);
    this.errors.take(text);
  }

  /** Sends a signal to this very process and to no other. */
  signal(name) {
    if (this.isRunning) this.child.kill(name);
  }

  /** Ends the process and waits until it is gone; SIGTERM becomes SIGKILL after ten seconds. Returns how it ended. */
  async kill(signal = 'SIGKILL') {
    if (!this.isRunning) return null;
    this.isEndOrdered = true;
    if (this.isPaused && signal !== 'SIGKILL') this.resume();
    this.signal(signal);
    const timer = setTimeout(() => this.signal('SIGKILL'), END_WAIT_MAX_MS);
    const end = await this.ended;
    clearTimeout(timer);
    return end;
  }

  pause() {
    this.isPaused = true;
    this.signal('SIGSTOP');
  }

  resume() {
    this.isPaused = false;
    this.signal('SIGCONT');
  }
}

/** Runs a command to its end; returns its exit code and what it wrote. `input` is piped in. */
export function runToEnd(command, options, { cwd, env, input = '' } = {}) {
  return new Promise((resolve) => {
    const child = tracked(spawn(command, options, { cwd, env }));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
    child.on('error', (error) => resolve({ code: null, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
    child.stdin.end(input);
  });
}
