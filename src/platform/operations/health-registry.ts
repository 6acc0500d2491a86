import { Injectable, Logger } from '@nestjs/common';

const CHECK_TIMEOUT_MS = 2_000;

/** `degraded`: something waits, but requests are served and nothing is lost. `down`: requests cannot be served. */
export type HealthStatus = 'ok' | 'degraded' | 'down';

/** What one part of the program says of itself: figures and codes, never addresses, names or messages of drivers. */
export interface HealthFinding {
  status: HealthStatus;
  [detail: string]: string | number | boolean | null;
}

/** The whole answer; the worst of the findings decides. */
export interface HealthReport {
  status: HealthStatus;
  checks: Record<string, HealthFinding>;
}

/** Asks one part of the program how it is. */
export type HealthContributor = () => Promise<HealthFinding>;

interface Registration {
  contributor: HealthContributor;
  statusOnFailure: HealthStatus;
}

const BY_WEIGHT: readonly HealthStatus[] = ['ok', 'degraded', 'down'];

class TimedOut extends Error {}

/** Knows which parts of the program can tell how they are. Modules register theirs when they start. */
@Injectable()
export class HealthRegistry {
  private readonly logger = new Logger('Health');
  private readonly registrations = new Map<string, Registration>();
  private running: Promise<HealthReport> | null = null;

  /** Adds a part under a unique name; `statusOnFailure` counts when it throws or takes longer than 2 s. */
  register(name: string, contributor: HealthContributor, statusOnFailure: HealthStatus = 'degraded'): void {
    if (this.registrations.has(name)) throw new Error(`Health check ${name} is registered twice`);
    this.registrations.set(name, { contributor, statusOnFailure });
  }

  /** Asks all parts at once. Callers at the same time share one round, so probes cannot pile up on a slow database. */
  report(): Promise<HealthReport> {
    this.running ??= this.ask().finally(() => (this.running = null));
    return this.running;
  }

  private async ask(): Promise<HealthReport> {
    const findings = await Promise.all(
      [...this.registrations].map(async ([name, registration]) => [name, await this.findingOf(name, registration)] as const),
    );
    const worst = Math.max(0, ...findings.map(([, finding]) => BY_WEIGHT.indexOf(finding.status)));
    return { status: BY_WEIGHT[worst]!, checks: Object.fromEntries(findings) };
  }

  private async findingOf(name: string, { contributor, statusOnFailure }: Registration): Promise<HealthFinding> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TimedOut(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
    });
    try {
      return await Promise.race([contributor(), timeout]);
    } catch (error) {
      this.logger.warn({ message: `health check ${name} failed`, err: error });
      return { status: statusOnFailure, reason: error instanceof TimedOut ? 'TIMED_OUT' : 'CHECK_FAILED' };
    } finally {
      clearTimeout(timer);
    }
  }
}
