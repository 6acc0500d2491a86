import { Global, Module } from '@nestjs/common';
import { RemoveExpiredKeys } from './idempotency.jobs.js';
import { Idempotency } from './idempotency.js';

/** Idempotency of creating mutations, for every module. */
@Global()
@Module({ providers: [Idempotency, RemoveExpiredKeys], exports: [Idempotency] })
export class IdempotencyModule {}
